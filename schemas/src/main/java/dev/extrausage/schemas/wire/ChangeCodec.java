package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import java.time.Instant;

/**
 * The kinds of change between Avro and the core; reading validates their bounds.
 *
 * <p>Kinds of version 2 of the contract travel in a field of their own, beside a placeholder that
 * readers of version 1 refuse: a new branch of a union would not be compatible both ways.
 */
final class ChangeCodec {
    /** The cycle start in the placeholder: long before any that an account can have. */
    static final long PLACEHOLDER_CYCLE_START = 0;

    private static final ToAvro TO_AVRO = new ToAvro();

    private ChangeCodec() {}

    /**
     * Reads the change; throws {@link BadInput} naming the first field that is out of its bounds.
     */
    static Change toCore(Object change, Object laterChange) {
        if (laterChange == null) {
            return toCore(change);
        }
        if (!placeholder().equals(change)) {
            throw new BadInput("change and later_change are both given: with later_change, change"
                    + " must be a CycleReset of 1970-01-01T00:00:00Z");
        }
        return laterToCore(laterChange);
    }

    private static Change toCore(Object change) {
        if (change instanceof dev.extrausage.schemas.PlanStarted c) {
            return new Change.PlanStarted(c.getPlan(), c.getSeats(), c.getAllowanceNanos(),
                    millis(c.getCycleAnchor()));
        } else if (change instanceof dev.extrausage.schemas.CycleReset c) {
            return new Change.CycleReset(c.getCycleStart().toEpochMilli());
        } else if (change instanceof dev.extrausage.schemas.TimePassed c) {
            return new Change.TimePassed(c.getDueAt().toEpochMilli());
        } else if (change instanceof dev.extrausage.schemas.AutoReloadSet c) {
            return new Change.AutoReloadSet(c.getEnabled(), c.getThresholdNanos(),
                    c.getAmountNanos(), c.getMonthlyCapNanos());
        } else if (change instanceof dev.extrausage.schemas.SpendLimitSet c) {
            return new Change.SpendLimitSet(c.getMonthlyLimitNanos());
        } else if (change instanceof dev.extrausage.schemas.ExtraUsageSwitched c) {
            return new Change.ExtraUsageSwitched(c.getEnabled());
        } else if (change instanceof dev.extrausage.schemas.LowBalanceNoticeSet c) {
            return new Change.LowBalanceNoticeSet(c.getThresholdNanos());
        } else if (change instanceof dev.extrausage.schemas.AccountClosed) {
            return new Change.AccountClosed();
        } else if (change instanceof dev.extrausage.schemas.StarterCreditClaimed) {
            return new Change.StarterCreditClaimed();
        }
        return creditToCore(change);
    }

    private static Change creditToCore(Object change) {
        if (change instanceof dev.extrausage.schemas.CreditGranted c) {
            return new Change.CreditGranted(c.getGrantId(), kind(c.getKind()), c.getAmountNanos(),
                    millis(c.getExpiresAt()), c.getPaymentId(), c.getTopUpId());
        } else if (change instanceof dev.extrausage.schemas.TopUpDeclined c) {
            return new Change.TopUpDeclined(c.getTopUpId(), c.getDeclineCode());
        } else if (change instanceof dev.extrausage.schemas.StarterCreditOffered c) {
            return new Change.StarterCreditOffered(c.getHistoryNanos());
        } else if (change instanceof dev.extrausage.schemas.CreditRefunded c) {
            return new Change.CreditRefunded(
                    c.getRefundId(), c.getGrantId(), c.getAmountNanos());
        }
        throw unknown(change);
    }

    private static Change laterToCore(Object change) {
        if (change instanceof dev.extrausage.schemas.PlanChangeScheduled c) {
            return new Change.PlanChangeScheduled(
                    c.getPlan(), c.getSeats(), c.getAllowanceNanos());
        } else if (change instanceof dev.extrausage.schemas.RefundOrdered c) {
            return new Change.RefundOrdered(c.getRefundId(), c.getGrantId(), c.getAmountNanos());
        } else if (change instanceof dev.extrausage.schemas.RefundFailed c) {
            return new Change.RefundFailed(c.getRefundId(), c.getGrantId(), c.getAmountNanos());
        } else if (change instanceof dev.extrausage.schemas.PaymentReversed c) {
            return new Change.PaymentReversed(
                    c.getReversalId(), c.getGrantId(), c.getAmountNanos());
        } else if (change instanceof dev.extrausage.schemas.CreditVoided c) {
            return new Change.CreditVoided(c.getGrantId());
        } else if (change instanceof dev.extrausage.schemas.UsageReversed c) {
            return new Change.UsageReversed(EventId.parse("usage_event_id", c.getUsageEventId()),
                    pool(c.getPool()), c.getGrantId(), c.getAmountNanos());
        }
        throw unknown(change);
    }

    private static IllegalStateException unknown(Object change) {
        return new IllegalStateException("the Avro contract has a change that no rule knows: "
                + change.getClass().getName());
    }

    /** Tells whether the kind came with version 2 of the contract. */
    static boolean isLater(Change change) {
        return change instanceof Change.PlanChangeScheduled
                || change instanceof Change.RefundOrdered
                || change instanceof Change.RefundFailed
                || change instanceof Change.PaymentReversed
                || change instanceof Change.CreditVoided
                || change instanceof Change.UsageReversed;
    }

    /** The content of {@code change} beside a later kind. */
    static Object placeholder() {
        return new dev.extrausage.schemas.CycleReset(
                Instant.ofEpochMilli(PLACEHOLDER_CYCLE_START));
    }

    static Object toAvro(Change change) {
        return change.match(TO_AVRO);
    }

    /** A kind is text in Avro, so that a new one does not break old readers; here it is closed. */
    private static GrantKind kind(String name) {
        for (GrantKind kind : GrantKind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw BadInput.of("kind", name, "PURCHASE, AUTO_RELOAD or GOODWILL");
    }

    /** A pool is text in Avro, as a kind is. */
    private static Pool pool(String name) {
        return switch (name) {
            case "ALLOWANCE" -> Pool.ALLOWANCE;
            case "EXTRA_USAGE" -> Pool.EXTRA_USAGE;
            default -> throw BadInput.of("pool", name, "ALLOWANCE or EXTRA_USAGE");
        };
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : (Long) instant.toEpochMilli();
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static final class ToAvro implements Change.Cases<Object> {
        @Override public Object planStarted(Change.PlanStarted c) {
            return new dev.extrausage.schemas.PlanStarted(
                    c.plan(), (int) c.seats(), c.allowanceNanos(), instant(c.cycleAnchor()));
        }

        @Override public Object cycleReset(Change.CycleReset c) {
            return new dev.extrausage.schemas.CycleReset(instant(c.cycleStart()));
        }

        @Override public Object timePassed(Change.TimePassed c) {
            return new dev.extrausage.schemas.TimePassed(instant(c.dueAt()));
        }

        @Override public Object autoReloadSet(Change.AutoReloadSet c) {
            return new dev.extrausage.schemas.AutoReloadSet(
                    c.enabled(), c.thresholdNanos(), c.amountNanos(), c.monthlyCapNanos());
        }

        @Override public Object spendLimitSet(Change.SpendLimitSet c) {
            return new dev.extrausage.schemas.SpendLimitSet(c.monthlyLimitNanos());
        }

        @Override public Object extraUsageSwitched(Change.ExtraUsageSwitched c) {
            return new dev.extrausage.schemas.ExtraUsageSwitched(c.enabled());
        }

        @Override public Object lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
            return new dev.extrausage.schemas.LowBalanceNoticeSet(c.thresholdNanos());
        }

        @Override public Object accountClosed(Change.AccountClosed c) {
            return new dev.extrausage.schemas.AccountClosed();
        }

        @Override public Object starterCreditClaimed(Change.StarterCreditClaimed c) {
            return new dev.extrausage.schemas.StarterCreditClaimed();
        }

        @Override public Object creditGranted(Change.CreditGranted c) {
            return new dev.extrausage.schemas.CreditGranted(c.grantId(), c.kind().name(),
                    c.amountNanos(), instant(c.expiresAt()), c.paymentId(), c.topUpId());
        }

        @Override public Object topUpDeclined(Change.TopUpDeclined c) {
            return new dev.extrausage.schemas.TopUpDeclined(c.topUpId(), c.declineCode());
        }

        @Override public Object starterCreditOffered(Change.StarterCreditOffered c) {
            return new dev.extrausage.schemas.StarterCreditOffered(c.historyNanos());
        }

        @Override public Object creditRefunded(Change.CreditRefunded c) {
            return new dev.extrausage.schemas.CreditRefunded(
                    c.refundId(), c.grantId(), c.amountNanos());
        }
    
        @Override public Object planChangeScheduled(Change.PlanChangeScheduled c) {
            return new dev.extrausage.schemas.PlanChangeScheduled(
                    c.plan(), (int) c.seats(), c.allowanceNanos());
        }

        @Override public Object refundOrdered(Change.RefundOrdered c) {
            return new dev.extrausage.schemas.RefundOrdered(
                    c.refundId(), c.grantId(), c.amountNanos());
        }

        @Override public Object refundFailed(Change.RefundFailed c) {
            return new dev.extrausage.schemas.RefundFailed(
                    c.refundId(), c.grantId(), c.amountNanos());
        }

        @Override public Object paymentReversed(Change.PaymentReversed c) {
            return new dev.extrausage.schemas.PaymentReversed(
                    c.reversalId(), c.grantId(), c.amountNanos());
        }

        @Override public Object creditVoided(Change.CreditVoided c) {
            return new dev.extrausage.schemas.CreditVoided(c.grantId());
        }

        @Override public Object usageReversed(Change.UsageReversed c) {
            return new dev.extrausage.schemas.UsageReversed(c.usageEventId().toString(),
                    c.pool().name(), c.grantId(), c.amountNanos());
        }
    }
}
