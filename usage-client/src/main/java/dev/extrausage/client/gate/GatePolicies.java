package dev.extrausage.client.gate;

import dev.extrausage.core.Reason;

/** Chooses the policy that answers where the balances cannot. Its answers are made once. */
final class GatePolicies {
    private final PolicyAnswer startUp;
    private final PolicyAnswer stale;
    private final long longestAgeMillis;
    private final PolicyAnswer unknownAccount;
    private final GatePolicy tooManyHolds;

    /**
     * The policies of one gate.
     *
     * @param startUp until every snapshot was read once
     * @param stale once the knowledge is older than {@code longestAgeMillis}
     * @param longestAgeMillis the oldest knowledge that balances may be answered from
     * @param unknownAccount when the ledger has no such account
     * @param tooManyHolds when no further estimate can be held
     */
    GatePolicies(GatePolicy startUp, GatePolicy stale, long longestAgeMillis,
            GatePolicy unknownAccount, GatePolicy tooManyHolds) {
        this.startUp = PolicyAnswer.of(DecidedBy.START_UP, startUp, null);
        this.stale = PolicyAnswer.of(DecidedBy.STALE, stale, null);
        this.longestAgeMillis = longestAgeMillis;
        this.unknownAccount = PolicyAnswer.of(
                DecidedBy.UNKNOWN_ACCOUNT, unknownAccount, Reason.UNKNOWN_ACCOUNT);
        this.tooManyHolds = tooManyHolds;
    }

    /** The answer of the first policy that has to decide; null where the balances do. */
    PolicyAnswer answer(boolean isReady, long ageMillis, boolean isKnown) {
        if (!isReady) {
            return startUp;
        }
        if (ageMillis > longestAgeMillis) {
            return stale;
        }
        return isKnown ? null : unknownAccount;
    }

    /** The answer where no hold can be taken: the same without one, or blocked. */
    PolicyAnswer tooManyHolds(GateAnswer answer) {
        return tooManyHolds == GatePolicy.FAIL_OPEN
                ? new PolicyAnswer(DecidedBy.TOO_MANY_HOLDS, answer.verdict(), answer.reason())
                : new PolicyAnswer(DecidedBy.TOO_MANY_HOLDS, GateAnswer.Verdict.BLOCKED, null);
    }
}
