package dev.extrausage.core;

import java.util.List;

/**
 * The ledger's answer to one input: one line of the journal (SPEC section 5, J1).
 *
 * @param accountId the account
 * @param sequence 1, 2, 3 … for each account, without a gap
 * @param catalogVersion the version it was decided by
 * @param cause the input it answers, whole
 * @param clock the account's clock after it, in milliseconds since 1970; null where it has none
 * @param costNanos the list price of the usage; 0 if it is refused, or not usage
 * @param outcome the input's fate
 * @param reason the reason of {@code REFUSED} and {@code UNCOVERED}; else null
 * @param postings the amounts moved, in order
 * @param allowanceLeftNanos allowance left after it
 * @param extraUsageNanos extra usage after it
 * @param spentNanos bought credit drawn in the current cycle, after it
 * @param topUpDue a top-up to be requested now; or null
 * @param notices in the order of section 9
 */
public record Entry(
        String accountId, long sequence, String catalogVersion, Input cause, Long clock,
        long costNanos, Outcome outcome, Reason reason, List<Posting> postings,
        long allowanceLeftNanos, long extraUsageNanos, long spentNanos, TopUpDue topUpDue,
        List<Notice> notices) {

    /** Tells whether the same input may be sent again and is then decided anew (M4). */
    public boolean isRefused() {
        return outcome == Outcome.REFUSED;
    }
}
