package dev.extrausage.view.rows;

/**
 * The sums of an entry's postings, in nano-USD.
 *
 * @param fromAllowanceNanos usage paid by the allowance, the one that had lapsed included (U2, U6)
 * @param fromExtraUsageNanos usage paid by extra usage (U4)
 * @param uncoveredNanos cost, or a chargeback, that nothing paid (U5, P9)
 * @param allowanceChangeNanos what the rest of the allowance became more, or less (below 0)
 * @param extraUsageChangeNanos what extra usage became more, or less (below 0), expiries included
 * @param lapsedNanos allowance that lapsed
 * @param expiredNanos credit that expired
 * @param creditNanos credit that the input itself added or took, whichever way; no usage, no expiry
 */
public record EntrySums(
        long fromAllowanceNanos, long fromExtraUsageNanos, long uncoveredNanos,
        long allowanceChangeNanos, long extraUsageChangeNanos, long lapsedNanos, long expiredNanos,
        long creditNanos) { }
