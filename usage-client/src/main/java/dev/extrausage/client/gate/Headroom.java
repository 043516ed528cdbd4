package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.core.Money;
import dev.extrausage.core.Reason;

/**
 * The amounts that an account's pools leave to one request, and the verdict that follows. Amounts
 * are in nano-USD.
 *
 * @param allowanceLeft left of the plan's allowance
 * @param extraUsageLeft left of extra usage
 * @param limit the monthly spend limit; -1 for none
 * @param spendRoom what that limit leaves; {@link GateAnswer#NO_LIMIT} for none
 * @param held held for other requests of this gateway
 * @param payable how much the request could draw
 * @param verdict what that means for the estimate
 * @param reason the limit that decided; null when allowed
 */
record Headroom(long allowanceLeft, long extraUsageLeft, long limit, long spendRoom, long held,
        long payable, Verdict verdict, Reason reason) {
    /** For an account of which nothing is known. */
    static final Headroom UNKNOWN = nothing(0, 0, -1, null);

    /** The pools of an account as they stand in the cycle of the question. */
    record Pools(boolean hasAccess, boolean isSwitchedOn, long allowance, long extraUsage,
            long limit, long underLimit) {}

    /**
     * The headroom once everything held is drawn, whatever the order it comes in. First-party holds
     * draw on the allowance first, and all the rest on extra usage, which makes credit and the room
     * under the limit smaller by the same amount (U2, U3). Each other gateway is assumed to hold as
     * much as this one.
     *
     * @param gateways how many gateways share the accounts, this one among them
     */
    static Headroom of(GateQuestion question, Pools pools, long heldFirst, long heldThird,
            int gateways) {
        long first = Money.saturatingMultiply(heldFirst, gateways);
        long ofAllowance = Math.min(first, pools.allowance);
        long ofExtra = Money.saturatingAdd(
                Money.saturatingMultiply(heldThird, gateways), first - ofAllowance);
        long allowanceLeft = pools.allowance - ofAllowance;
        long extraUsageLeft = Math.max(0, pools.extraUsage - ofExtra);
        long spendRoom = pools.underLimit == GateAnswer.NO_LIMIT
                ? GateAnswer.NO_LIMIT : Math.max(0, pools.underLimit - ofExtra);
        Reason binding = ExtraUsageRoom.binding(pools.hasAccess, pools.isSwitchedOn,
                pools.limit >= 0, pools.underLimit, pools.extraUsage);
        long room = ExtraUsageRoom.nanos(binding, spendRoom, extraUsageLeft);
        long payable = question.isFirstParty() ? Money.saturatingAdd(allowanceLeft, room) : room;
        Verdict verdict = verdict(payable, question.estimateNanos());
        return new Headroom(allowanceLeft, extraUsageLeft, pools.limit, spendRoom,
                heldFirst + heldThird, payable, verdict,
                verdict == Verdict.ALLOWED ? null : binding);
    }

    private static Verdict verdict(long payable, long estimate) {
        if (payable <= 0) {
            return Verdict.BLOCKED;
        }
        return payable < estimate ? Verdict.SHORT : Verdict.ALLOWED;
    }

    /** For an account that is closed or was never opened: nothing can be drawn. */
    static Headroom closed(long allowance, long extraUsage, long limit) {
        return nothing(allowance, extraUsage, limit, Reason.ACCOUNT_CLOSED);
    }

    private static Headroom nothing(long allowance, long extraUsage, long limit, Reason reason) {
        return new Headroom(allowance, extraUsage, limit, GateAnswer.NO_LIMIT, 0, 0,
                Verdict.BLOCKED, reason);
    }
}
