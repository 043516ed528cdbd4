package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.Reason;

/**
 * The answer of a policy, which stands in place of what the balances say.
 *
 * @param decidedBy the policy
 * @param verdict ALLOWED or BLOCKED
 * @param reason the limit that is known to have been reached; null for none
 */
record PolicyAnswer(DecidedBy decidedBy, Verdict verdict, Reason reason) {
    static PolicyAnswer of(DecidedBy decidedBy, GatePolicy policy, Reason whenClosed) {
        return policy == GatePolicy.FAIL_OPEN
                ? new PolicyAnswer(decidedBy, Verdict.ALLOWED, null)
                : new PolicyAnswer(decidedBy, Verdict.BLOCKED, whenClosed);
    }
}
