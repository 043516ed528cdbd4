package dev.extrausage.core;

/**
 * The closed family of changes to an account (SPEC section 4). A record's constructor throws
 * {@link BadInput} naming the first field out of its bounds. A new kind does not compile until
 * every {@link Cases} knows it. None of them names a second account: there is no transfer between
 * accounts (P8).
 */
public sealed interface Change {
    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /** One answer per kind of change. */
    interface Cases<R> {
        R planStarted(PlanStarted c);
        R cycleReset(CycleReset c);
        R timePassed(TimePassed c);
        R autoReloadSet(AutoReloadSet c);
        R spendLimitSet(SpendLimitSet c);
        R extraUsageSwitched(ExtraUsageSwitched c);
        R lowBalanceNoticeSet(LowBalanceNoticeSet c);
        R accountClosed(AccountClosed c);
        R starterCreditClaimed(StarterCreditClaimed c);
        R creditGranted(CreditGranted c);
        R topUpDeclined(TopUpDeclined c);
        R starterCreditOffered(StarterCreditOffered c);
        R creditRefunded(CreditRefunded c);
        R planChangeScheduled(PlanChangeScheduled c);
        R refundOrdered(RefundOrdered c);
        R refundFailed(RefundFailed c);
        R paymentReversed(PaymentReversed c);
        R creditVoided(CreditVoided c);
        R usageReversed(UsageReversed c);
    }

    /** The kind's name in the SPEC and in JSON: {@code PlanStarted}, … */
    default String type() {
        return getClass().getSimpleName();
    }

    /** Tells whether the change travels on {@code credit-events}, not {@code account-events}. */
    default boolean isCredit() {
        return this instanceof CreditGranted || this instanceof TopUpDeclined
                || this instanceof StarterCreditOffered || this instanceof CreditRefunded
                || this instanceof RefundOrdered || this instanceof RefundFailed
                || this instanceof PaymentReversed || this instanceof CreditVoided
                || this instanceof UsageReversed;
    }

    /**
     * A plan begins or changes (P1, P2).
     *
     * @param plan the catalog's name of it
     * @param seats 1 to 1,000,000
     * @param allowanceNanos a custom contract's allowance for a cycle, in place of the plan's; or
     *     null
     * @param cycleAnchor the instant that billing cycles are counted from, in milliseconds since
     *     1970; null: the clock for a new relation, otherwise the present one
     */
    record PlanStarted(String plan, long seats, Long allowanceNanos, Long cycleAnchor)
            implements Change {
        public PlanStarted {
            Bounds.name("plan", plan);
            Bounds.seats(seats);
            Bounds.optionalAmount("allowance_nanos", allowanceNanos);
            if (cycleAnchor != null) {
                Bounds.time("cycle_anchor", cycleAnchor);
            }
        }

        /** A plan that names no anchor. */
        public PlanStarted(String plan, long seats, Long allowanceNanos) {
            this(plan, seats, allowanceNanos, null);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.planStarted(this); }
    }

    /**
     * A billing cycle begins for an account that may be idle (C2).
     *
     * @param cycleStart the start of the cycle, in milliseconds since 1970
     */
    record CycleReset(long cycleStart) implements Change {
        public CycleReset {
            Bounds.time("cycle_start", cycleStart);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.cycleReset(this); }
    }

    /**
     * Something is due for an account that may be idle (C2).
     *
     * @param dueAt the instant, in milliseconds since 1970
     */
    record TimePassed(long dueAt) implements Change {
        public TimePassed {
            Bounds.time("due_at", dueAt);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.timePassed(this); }
    }

    /**
     * The customer's wish for auto-reload (P6, A1).
     *
     * @param enabled whether to reload
     * @param thresholdNanos extra usage below it is reloaded; not negative
     * @param amountNanos the amount of each reload; positive
     * @param monthlyCapNanos the most to reload in one cycle; null: the catalog's default
     */
    record AutoReloadSet(boolean enabled, long thresholdNanos, long amountNanos,
            Long monthlyCapNanos) implements Change {
        public AutoReloadSet {
            Bounds.amount("threshold_nanos", thresholdNanos);
            Bounds.positiveAmount("amount_nanos", amountNanos);
            Bounds.optionalAmount("monthly_cap_nanos", monthlyCapNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.autoReloadSet(this); }
    }

    /**
     * The most of bought credit to spend in one cycle (P6, U3).
     *
     * @param monthlyLimitNanos not negative; null: no limit
     */
    record SpendLimitSet(Long monthlyLimitNanos) implements Change {
        public SpendLimitSet {
            Bounds.optionalAmount("monthly_limit_nanos", monthlyLimitNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.spendLimitSet(this); }
    }

    /** Extra usage is switched on or off by the customer (P6, U3). */
    record ExtraUsageSwitched(boolean enabled) implements Change {
        @Override public <R> R match(Cases<R> cases) { return cases.extraUsageSwitched(this); }
    }

    /**
     * The customer's wish for a notice when extra usage runs low (P6, section 9).
     *
     * @param thresholdNanos extra usage below it is worth a notice; not negative; null: no notice
     */
    record LowBalanceNoticeSet(Long thresholdNanos) implements Change {
        public LowBalanceNoticeSet {
            Bounds.optionalAmount("threshold_nanos", thresholdNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.lowBalanceNoticeSet(this); }
    }

    /** The account ends (P7). */
    record AccountClosed() implements Change {
        @Override public <R> R match(Cases<R> cases) { return cases.accountClosed(this); }
    }

    /** The customer takes the starter credit offered (P4). */
    record StarterCreditClaimed() implements Change {
        @Override public <R> R match(Cases<R> cases) { return cases.starterCreditClaimed(this); }
    }

    /**
     * Credit is added (P3).
     *
     * @param grantId the lot's name; not {@code starter}
     * @param kind {@code PURCHASE}, {@code AUTO_RELOAD} or {@code GOODWILL}
     * @param amountNanos positive
     * @param expiresAt the instant its rest is lost, in milliseconds since 1970; only for GOODWILL,
     *     or null
     * @param paymentId the processor's name of the payment; or null
     * @param topUpId the top-up it answers (A3); or null
     */
    record CreditGranted(String grantId, GrantKind kind, long amountNanos, Long expiresAt,
            String paymentId, String topUpId) implements Change {
        public CreditGranted {
            Bounds.name("grant_id", grantId);
            refuseStarter(grantId);
            if (kind == null || !kind.isBought() && kind != GrantKind.GOODWILL) {
                throw BadInput.of("kind", kind, "PURCHASE, AUTO_RELOAD or GOODWILL");
            }
            Bounds.positiveAmount("amount_nanos", amountNanos);
            if (expiresAt != null) {
                Bounds.time("expires_at", expiresAt);
                if (kind.isBought()) {
                    throw BadInput.of("expires_at", UtcTime.format(expiresAt),
                            "absent on a bought grant (kind " + kind + ")");
                }
            }
            Bounds.optionalName("payment_id", paymentId);
            Bounds.optionalName("top_up_id", topUpId);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.creditGranted(this); }
    }

    /**
     * A top-up's payment was declined (A3).
     *
     * @param topUpId the top-up asked for
     * @param declineCode the processor's plain code
     */
    record TopUpDeclined(String topUpId, String declineCode) implements Change {
        public TopUpDeclined {
            Bounds.name("top_up_id", topUpId);
            Bounds.name("decline_code", declineCode);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.topUpDeclined(this); }
    }

    /**
     * The starter credit is offered; its amount is fixed then (P4).
     *
     * @param historyNanos third-party use before this ledger; not negative, or null
     */
    record StarterCreditOffered(Long historyNanos) implements Change {
        public StarterCreditOffered {
            Bounds.optionalAmount("history_nanos", historyNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.starterCreditOffered(this); }
    }

    /**
     * Bought credit is paid back (P5).
     *
     * @param refundId the refund's name
     * @param grantId the lot it is taken from
     * @param amountNanos positive
     */
    record CreditRefunded(String refundId, String grantId, long amountNanos) implements Change {
        public CreditRefunded {
            Bounds.name("refund_id", refundId);
            Bounds.name("grant_id", grantId);
            Bounds.positiveAmount("amount_nanos", amountNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.creditRefunded(this); }
    }

    /**
     * A plan begins at the next roll (P10).
     *
     * @param plan the catalog's name of it
     * @param seats 1 to 1,000,000
     * @param allowanceNanos a custom contract's allowance for a cycle, in place of the plan's; or
     *     null
     */
    record PlanChangeScheduled(String plan, long seats, Long allowanceNanos) implements Change {
        public PlanChangeScheduled {
            Bounds.name("plan", plan);
            Bounds.seats(seats);
            Bounds.optionalAmount("allowance_nanos", allowanceNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.planChangeScheduled(this); }
    }

    /**
     * Bought credit is to be paid back by the top-up consumer (P5, A7).
     *
     * @param refundId the refund's name
     * @param grantId the lot it is taken from
     * @param amountNanos positive, in whole cents; null: all that is left, rounded down to a cent
     */
    record RefundOrdered(String refundId, String grantId, Long amountNanos) implements Change {
        public RefundOrdered {
            Bounds.name("refund_id", refundId);
            Bounds.name("grant_id", grantId);
            Bounds.optionalWholeCents("amount_nanos", amountNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.refundOrdered(this); }
    }

    /**
     * A refund could not be paid back, so the credit returns (P5).
     *
     * @param refundId the refund's name
     * @param grantId the new lot's name; not {@code starter}
     * @param amountNanos positive
     */
    record RefundFailed(String refundId, String grantId, long amountNanos) implements Change {
        public RefundFailed {
            Bounds.name("refund_id", refundId);
            Bounds.name("grant_id", grantId);
            refuseStarter(grantId);
            Bounds.positiveAmount("amount_nanos", amountNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.refundFailed(this); }
    }

    /**
     * The bank took a payment back: a chargeback (P9).
     *
     * @param reversalId the chargeback's name
     * @param grantId the lot that the payment bought
     * @param amountNanos positive
     */
    record PaymentReversed(String reversalId, String grantId, long amountNanos)
            implements Change {
        public PaymentReversed {
            Bounds.name("reversal_id", reversalId);
            Bounds.name("grant_id", grantId);
            Bounds.positiveAmount("amount_nanos", amountNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.paymentReversed(this); }
    }

    /**
     * The rest of a free lot is taken back (P9).
     *
     * @param grantId the lot
     */
    record CreditVoided(String grantId) implements Change {
        public CreditVoided {
            Bounds.name("grant_id", grantId);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.creditVoided(this); }
    }

    /**
     * Usage is given back to the pool that paid for it (P9).
     *
     * @param usageEventId the usage
     * @param pool {@code ALLOWANCE} or {@code EXTRA_USAGE}
     * @param grantId the lot that paid; with {@code EXTRA_USAGE}, and only then
     * @param amountNanos positive
     */
    record UsageReversed(EventId usageEventId, Pool pool, String grantId, long amountNanos)
            implements Change {
        public UsageReversed {
            if (usageEventId == null) {
                throw new BadInput("usage_event_id is missing");
            }
            if (pool != Pool.ALLOWANCE && pool != Pool.EXTRA_USAGE) {
                throw BadInput.of("pool", pool, "ALLOWANCE or EXTRA_USAGE");
            }
            if (pool == Pool.EXTRA_USAGE) {
                Bounds.name("grant_id", grantId);
            } else if (grantId != null) {
                throw BadInput.of("grant_id", grantId, "absent when pool is ALLOWANCE");
            }
            Bounds.positiveAmount("amount_nanos", amountNanos);
        }

        @Override public <R> R match(Cases<R> cases) { return cases.usageReversed(this); }
    }

    private static void refuseStarter(String grantId) {
        if (grantId.equals(Grant.STARTER_ID)) {
            throw BadInput.of("grant_id", grantId, "another name than the starter credit's");
        }
    }
}
