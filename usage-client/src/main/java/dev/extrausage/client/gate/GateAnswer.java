package dev.extrausage.client.gate;

import dev.extrausage.core.BlockedMessage;
import dev.extrausage.core.BlockedMessage.Surface;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.core.Money;
import dev.extrausage.core.Reason;
import java.util.OptionalLong;

/**
 * What the gate says of one request of one account, and why. It never changes; its texts are made
 * when they are asked for. Amounts are in nano-USD, times in milliseconds since 1970.
 *
 * <p>What is <em>left</em> is what the ledger would still draw on now: past the cycle's end as if
 * the account had rolled, without grants that have expired, and less what requests under way hold.
 */
public sealed class GateAnswer permits Admission {
    /** Stands in {@link #spendRoomNanos} where the account has set no limit. */
    public static final long NO_LIMIT = ExtraUsageRoom.NO_LIMIT;

    /** The three answers. */
    public enum Verdict {
        /** All of the estimate would be paid for. */
        ALLOWED,
        /**
         * Something is left, less than the estimate: the ledger would take it and cover the rest by
         * nothing (U5). Whether such a request runs is the service's choice.
         */
        SHORT,
        /** Nothing would be paid for: the surface is closed (SPEC 10). */
        BLOCKED
    }

    final String account;
    final boolean firstParty;
    final long estimateNanos;
    final long at;

    // Filled in once by the gate, before anybody else has the answer: see BalanceBook.
    Verdict verdict;
    Reason reason;
    DecidedBy decidedBy;
    long allowanceLeft;
    long extraUsageLeft;
    long spendRoom = NO_LIMIT;
    long limit = -1;
    long payable;
    long held;
    long cycleEnd = -1;
    long knownAsOf;
    long usageOffset = -1;

    GateAnswer(String account, boolean firstParty, long estimateNanos, long at) {
        this.account = account;
        this.firstParty = firstParty;
        this.estimateNanos = estimateNanos;
        this.at = at;
    }

    /** The answer in one word. */
    public Verdict verdict() {
        return verdict;
    }

    /** Whether all of the estimate would be paid for, or a policy lets the request run. */
    public boolean isAllowed() {
        return verdict == Verdict.ALLOWED;
    }

    /**
     * The limit that decided: the first of U3's smallest rooms, or that the account is closed or
     * unknown. Null when allowed, and where a policy decided that knows no limit.
     */
    public Reason reason() {
        return reason;
    }

    /** What the answer rests on. */
    public DecidedBy decidedBy() {
        return decidedBy;
    }

    /** The account that was asked for. */
    public String account() {
        return account;
    }

    /** Whether the app draws on the plan's allowance first (U2). */
    public boolean isFirstParty() {
        return firstParty;
    }

    /** What the request was said to cost. */
    public long estimateNanos() {
        return estimateNanos;
    }

    /** Left of the plan's allowance, whether or not this app may draw on it. */
    public long allowanceLeftNanos() {
        return allowanceLeft;
    }

    /** Left of extra usage, whether or not this account may draw on it now. */
    public long extraUsageLeftNanos() {
        return extraUsageLeft;
    }

    /** What the monthly limit leaves room for, free credit included; or {@link #NO_LIMIT}. */
    public long spendRoomNanos() {
        return spendRoom;
    }

    /** How much this app could draw now from all that is open to it. */
    public long payableNanos() {
        return payable;
    }

    /** What is held for requests of this gateway that are under way, this one not counted. */
    public long heldNanos() {
        return held;
    }

    /** When allowance and spend limit start again; empty where the account has no cycle. */
    public OptionalLong resetsAt() {
        return cycleEnd < 0 ? OptionalLong.empty() : OptionalLong.of(cycleEnd);
    }

    /** When the question was asked. */
    public long at() {
        return at;
    }

    /**
     * How old the knowledge behind the answer is, in milliseconds: since when the gate cannot
     * exclude that the ledger has committed something newer for the account. An idle topic keeps
     * knowledge fresh. {@link Long#MAX_VALUE} before the partition was read to its end once.
     */
    public long ageMillis() {
        return knownAsOf < 0 ? Long.MAX_VALUE : Math.max(0, at - knownAsOf);
    }

    /** The usage the ledger had decided: an offset of {@code usage-events}; empty if none. */
    public OptionalLong usageOffset() {
        return usageOffset < 0 ? OptionalLong.empty() : OptionalLong.of(usageOffset);
    }

    /** What the app shows its user: SPEC 10's sentence; empty when allowed. */
    public String message() {
        return message(firstParty ? Surface.FIRST_PARTY : Surface.THIRD_PARTY);
    }

    /** The same as the error of an API call. */
    public String apiMessage() {
        return message(firstParty ? Surface.FIRST_PARTY : Surface.THIRD_PARTY_API);
    }

    private String message(Surface surface) {
        return switch (verdict) {
            case ALLOWED -> "";
            case SHORT -> prefix(surface) + GateMessages.ofShort(this);
            case BLOCKED -> reason == null ? prefix(surface) + GateMessages.NOT_KNOWN
                    : BlockedMessage.of(surface, reason, funds());
        };
    }

    private static String prefix(Surface surface) {
        return surface == Surface.THIRD_PARTY_API ? "LLM request rejected: " : "";
    }

    private BlockedMessage.Funds funds() {
        return new BlockedMessage.Funds(allowanceLeft, extraUsageLeft, limit < 0 ? null : limit,
                cycleEnd < 0 ? null : cycleEnd);
    }

    /** The answer in a line, for logs. */
    @Override public String toString() {
        return account + (firstParty ? ", first-party, " : ", third-party, ")
                + Money.format(estimateNanos) + ": " + verdict
                + (reason == null ? "" : " " + reason) + " by " + decidedBy + ", "
                + Money.format(payable) + " payable";
    }
}
