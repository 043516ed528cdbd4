package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import java.time.Instant;

/** The thirteen kinds of change between Avro and the core; reading validates their bounds. */
final class ChangeCodec {
    private static final ToAvro TO_AVRO = new ToAvro();

    private ChangeCodec() {}

    /**
     * Reads the change; throws {@link BadInput} naming the first field that is out of its bounds.
     */
    static Change toCore(Object change) {
        if (change instanceof dev.extrausage.schemas.PlanStarted c) {
            return new Change.PlanStarted(c.getPlan(), c.getSeats(), c.getAllowanceNanos());
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
        throw new IllegalStateException("the Avro contract has a change that no rule knows: "
                + change.getClass().getName());
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

    private static Long millis(Instant instant) {
        return instant == null ? null : (Long) instant.toEpochMilli();
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static final class ToAvro implements Change.Cases<Object> {
        @Override public Object planStarted(Change.PlanStarted c) {
            return new dev.extrausage.schemas.PlanStarted(
                    c.plan(), (int) c.seats(), c.allowanceNanos());
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
    }
}
