package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.core.Money;
import dev.extrausage.core.Reason;

/**
 * What the pools leave to a request, and what that makes of it.
 *
 * @param gateways how many gateways share the accounts, this one among them
 */
record LeftOver(int gateways) {
    /**
     * What is left once everything held is drawn, whatever the order it comes in: first-party holds
     * draw on the allowance first, and all the rest on extra usage, which makes credit and the room
     * under the limit smaller by the same amount (U2, U3). Each other gateway is taken to hold as
     * much as this one.
     */
    void figure(GateAnswer answer, boolean hasAccess, boolean switchedOn, long allowance,
            long extra, long underLimit, long heldFirst, long heldThird) {
        long first = Money.saturatingMultiply(heldFirst, gateways);
        long ofAllowance = Math.min(first, allowance);
        long ofExtra = Money.saturatingAdd(
                Money.saturatingMultiply(heldThird, gateways), first - ofAllowance);
        answer.held = heldFirst + heldThird;
        answer.allowanceLeft = allowance - ofAllowance;
        answer.extraUsageLeft = Math.max(0, extra - ofExtra);
        answer.spendRoom = underLimit == GateAnswer.NO_LIMIT
                ? underLimit : Math.max(0, underLimit - ofExtra);
        Reason binding = ExtraUsageRoom.binding(
                hasAccess, switchedOn, answer.limit >= 0, underLimit, extra);
        long room = ExtraUsageRoom.nanos(binding, answer.spendRoom, answer.extraUsageLeft);
        long payable = answer.firstParty ? Money.saturatingAdd(answer.allowanceLeft, room) : room;
        answer.payable = payable;
        answer.verdict = payable <= 0 ? Verdict.BLOCKED
                : payable < answer.estimateNanos ? Verdict.SHORT : Verdict.ALLOWED;
        answer.reason = answer.verdict == Verdict.ALLOWED ? null : binding;
    }

    /** An account that is closed. */
    static void closed(GateAnswer answer, long allowance, long extra) {
        answer.allowanceLeft = allowance;
        answer.extraUsageLeft = extra;
        answer.verdict = Verdict.BLOCKED;
        answer.reason = Reason.ACCOUNT_CLOSED;
    }
}
