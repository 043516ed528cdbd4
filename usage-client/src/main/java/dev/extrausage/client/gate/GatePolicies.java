package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.Reason;

/** Chooses the policy that answers where the balances cannot. Its answers are made once. */
final class GatePolicies {
    private final PolicyAnswer startUp;
    private final PolicyAnswer stale;
    private final long longestAgeMillis;
    private final PolicyAnswer unknownAccount;
    private final GatePolicy unpriced;
    private final GatePolicy tooManyHolds;

    /**
     * The policies of one gate.
     *
     * @param startUp until every snapshot was read once
     * @param stale once the knowledge is older than {@code longestAgeMillis}
     * @param longestAgeMillis the oldest knowledge that balances may be answered from
     * @param unknownAccount when the ledger has no such account
     * @param unpriced when model, service tier or a unit has no price
     * @param tooManyHolds when no further estimate can be held
     */
    GatePolicies(GatePolicy startUp, GatePolicy stale, long longestAgeMillis,
            GatePolicy unknownAccount, GatePolicy unpriced, GatePolicy tooManyHolds) {
        this.startUp = PolicyAnswer.of(DecidedBy.START_UP, startUp, null);
        this.stale = PolicyAnswer.of(DecidedBy.STALE, stale, null);
        this.longestAgeMillis = longestAgeMillis;
        this.unknownAccount = PolicyAnswer.of(
                DecidedBy.UNKNOWN_ACCOUNT, unknownAccount, Reason.UNKNOWN_ACCOUNT);
        this.unpriced = unpriced;
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

    /**
     * The answer where the request has no price. Closed accounts, and whatever {@code before}
     * blocks, stay as they are, since the ledger looks at the price after that (D1, U1). Every
     * other request is blocked by the closed policy; the open one lets it run where something is
     * left, as a request that may cost anything.
     *
     * @param before the policy that decides so far; null where the balances do
     * @param ofBalances the verdict of the balances
     * @param reason theirs
     */
    PolicyAnswer unpriced(
            Unpriced what, PolicyAnswer before, Verdict ofBalances, Reason reason) {
        Verdict verdict = before == null ? ofBalances : before.verdict();
        boolean isEarlier = before == null
                ? reason == Reason.ACCOUNT_CLOSED : verdict == Verdict.BLOCKED;
        if (isEarlier || unpriced == GatePolicy.FAIL_OPEN && verdict == Verdict.BLOCKED) {
            return before;
        }
        return PolicyAnswer.of(DecidedBy.UNPRICED, unpriced, what.reason());
    }

    /** The answer where no hold can be taken: the same without one, or blocked. */
    PolicyAnswer tooManyHolds(Verdict verdict, Reason reason) {
        return tooManyHolds == GatePolicy.FAIL_OPEN
                ? new PolicyAnswer(DecidedBy.TOO_MANY_HOLDS, verdict, reason)
                : new PolicyAnswer(DecidedBy.TOO_MANY_HOLDS, Verdict.BLOCKED, null);
    }
}
