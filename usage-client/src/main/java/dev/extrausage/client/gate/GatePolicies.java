package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.Reason;

/**
 * What holds where the balances cannot answer.
 *
 * @param startUp until every snapshot was read once
 * @param stale once the knowledge is older than {@code longestAgeMillis}
 * @param longestAgeMillis the oldest knowledge that balances may be answered from
 * @param unknownAccount when the ledger has no such account
 * @param tooManyHolds when no further estimate can be held
 */
record GatePolicies(GatePolicy startUp, GatePolicy stale, long longestAgeMillis,
        GatePolicy unknownAccount, GatePolicy tooManyHolds) {

    /** Lets a policy decide where one has to, in this order; else the balances have. */
    void apply(GateAnswer answer, boolean isReady, boolean isKnown) {
        if (!isReady) {
            decide(answer, DecidedBy.START_UP, startUp, null);
        } else if (answer.ageMillis() > longestAgeMillis) {
            decide(answer, DecidedBy.STALE, stale, null);
        } else if (!isKnown) {
            decide(answer, DecidedBy.UNKNOWN_ACCOUNT, unknownAccount, Reason.UNKNOWN_ACCOUNT);
        } else {
            answer.decidedBy = DecidedBy.BALANCES;
        }
    }

    /** The answer where no hold can be taken: as it is but without one, or blocked. */
    void applyTooManyHolds(GateAnswer answer) {
        answer.decidedBy = DecidedBy.TOO_MANY_HOLDS;
        if (tooManyHolds == GatePolicy.FAIL_CLOSED) {
            answer.verdict = Verdict.BLOCKED;
            answer.reason = null;
        }
    }

    private static void decide(GateAnswer answer, DecidedBy by, GatePolicy policy, Reason reason) {
        boolean open = policy == GatePolicy.FAIL_OPEN;
        answer.decidedBy = by;
        answer.verdict = open ? Verdict.ALLOWED : Verdict.BLOCKED;
        answer.reason = open ? null : reason;
    }
}
