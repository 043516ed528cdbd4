package dev.extrausage.core;

/**
 * How much extra usage may be drawn now, and which limit says so: the smallest of U3's rooms, the
 * first of equals.
 *
 * @param nanos the room, in nano-USD
 * @param reason what is said when it is too small
 */
record ExtraUsageRoom(long nanos, Reason reason) {
    static ExtraUsageRoom of(Draft draft) {
        return of(draft.plan(), draft.extraUsageOn, draft.monthlyLimit, draft.spent, draft.grants);
    }

    static ExtraUsageRoom of(
            Plan plan, boolean extraUsageOn, Long monthlyLimit, long spent, Grants grants) {
        if (!plan.extraUsage()) {
            return new ExtraUsageRoom(0, Reason.NO_EXTRA_USAGE_ACCESS);
        }
        if (!extraUsageOn) {
            return new ExtraUsageRoom(0, Reason.EXTRA_USAGE_OFF);
        }
        long balance = grants.left();
        if (monthlyLimit != null) {
            // Free credit is not spending, so a limit leaves it whole.
            long underLimit = Money.saturatingAdd(
                    grants.freeLeft(), Math.max(0, monthlyLimit - spent));
            if (underLimit <= balance) {
                return new ExtraUsageRoom(underLimit, Reason.SPEND_LIMIT_REACHED);
            }
        }
        return new ExtraUsageRoom(balance, Reason.OUT_OF_EXTRA_USAGE);
    }
}
