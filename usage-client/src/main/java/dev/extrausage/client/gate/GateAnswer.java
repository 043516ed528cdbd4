package dev.extrausage.client.gate;

import dev.extrausage.core.BlockedMessage;
import dev.extrausage.core.BlockedMessage.Surface;
import dev.extrausage.core.CatalogVersion.Texts;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.core.Money;
import dev.extrausage.core.Reason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The gate's answer about one request of one account, with its reason. Immutable; its texts are
 * made when they are asked for. Amounts are in nano-USD, times in milliseconds since 1970.
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

    private final GateQuestion question;
    private final Verdict verdict;
    private final Reason reason;
    private final DecidedBy decidedBy;
    private final long allowanceLeft;
    private final long extraUsageLeft;
    private final long spendRoom;
    private final long limit;
    private final long payable;
    private final long held;
    private final long cycleEnd;
    private final long knownAsOf;
    private final long usageOffset;
    private final Texts texts;

    /**
     * An answer from what the gate knows. The headroom is copied and not kept: only question and
     * answer are allocated.
     *
     * @param cycleEnd -1 where the account has no cycle
     * @param knownAsOf -1 before the partition was read to its end once
     * @param usageOffset -1 where the ledger has decided no usage
     * @param policy what decides in place of the balances; null for nothing
     * @param texts the names in messages, of the catalog version in force
     */
    GateAnswer(GateQuestion question, Headroom headroom, long cycleEnd, long knownAsOf,
            long usageOffset, PolicyAnswer policy, Texts texts) {
        this.question = question;
        verdict = policy == null ? headroom.verdict() : policy.verdict();
        reason = policy == null ? headroom.reason() : policy.reason();
        decidedBy = policy == null ? DecidedBy.BALANCES : policy.decidedBy();
        allowanceLeft = headroom.allowanceLeft();
        extraUsageLeft = headroom.extraUsageLeft();
        spendRoom = headroom.spendRoom();
        limit = headroom.limit();
        payable = headroom.payable();
        held = headroom.held();
        this.cycleEnd = cycleEnd;
        this.knownAsOf = knownAsOf;
        this.usageOffset = usageOffset;
        this.texts = texts;
    }

    /** The answer in one word. */
    public Verdict verdict() {
        return verdict;
    }

    /** True if all of the estimate would be paid for, or a policy lets the request run. */
    public boolean isAllowed() {
        return verdict == Verdict.ALLOWED;
    }

    /**
     * The limit that decided: the first of U3's smallest rooms, or that the account is closed or
     * unknown, or that the request has no price. Null when allowed, and where a policy decided that
     * knows no limit.
     */
    public Reason reason() {
        return reason;
    }

    /** The basis of the answer: the balances, or one of the policies. */
    public DecidedBy decidedBy() {
        return decidedBy;
    }

    /** The account that was asked for. */
    public String account() {
        return question.account();
    }

    /** True if the app draws on the plan's allowance first (U2). */
    public boolean isFirstParty() {
        return question.isFirstParty();
    }

    /** The estimated cost of the request; 0 where it has no price. */
    public long estimateNanos() {
        return question.estimateNanos();
    }

    /** The rest of the plan's allowance, also where this app may not draw on it. */
    public long allowanceLeftNanos() {
        return allowanceLeft;
    }

    /** The rest of extra usage, also where this account may not draw on it now. */
    public long extraUsageLeftNanos() {
        return extraUsageLeft;
    }

    /** The room under the monthly limit, free credit included; or {@link #NO_LIMIT}. */
    public long spendRoomNanos() {
        return spendRoom;
    }

    /** The amount this app could draw now from all that is open to it. */
    public long payableNanos() {
        return payable;
    }

    /** The amount held for requests of this gateway under way, this one not counted. */
    public long heldNanos() {
        return held;
    }

    /** The time allowance and spend limit start again; empty where the account has no cycle. */
    public OptionalLong resetsAt() {
        return cycleEnd < 0 ? OptionalLong.empty() : OptionalLong.of(cycleEnd);
    }

    /** The time of the question. */
    public long at() {
        return question.at();
    }

    /**
     * Milliseconds from the watermark of the account's partition to the question: every snapshot
     * committed before that is in the answer. On an idle topic the watermark goes on.
     * {@link Long#MAX_VALUE} before the partition was read to its end once.
     */
    public long ageMillis() {
        return ageMillis(question.at(), knownAsOf);
    }

    static long ageMillis(long at, long knownAsOf) {
        return knownAsOf < 0 ? Long.MAX_VALUE : Math.max(0, at - knownAsOf);
    }

    /** The last usage the ledger had decided: an offset of {@code usage-events}; empty if none. */
    public OptionalLong usageOffset() {
        return usageOffset < 0 ? OptionalLong.empty() : OptionalLong.of(usageOffset);
    }

    /**
     * The model, service tier or unit that has no price, as the service named it; empty where all
     * that was asked for has one.
     */
    public Optional<String> unpriced() {
        return Optional.ofNullable(question.unpriced()).map(Unpriced::name);
    }

    Texts texts() {
        return texts;
    }

    long limitNanos() {
        return limit;
    }

    long cycleEnd() {
        return cycleEnd;
    }

    /** The sentence of SPEC 10 that the app shows its user; empty when allowed. */
    public String message() {
        return message(isFirstParty() ? Surface.FIRST_PARTY : Surface.THIRD_PARTY);
    }

    /** The same sentence as the error of an API call. */
    public String apiMessage() {
        return message(isFirstParty() ? Surface.FIRST_PARTY : Surface.THIRD_PARTY_API);
    }

    private String message(Surface surface) {
        return switch (verdict) {
            case ALLOWED -> "";
            case SHORT -> prefix(surface) + GateMessages.ofShort(this);
            case BLOCKED -> blocked(surface);
        };
    }

    private String blocked(Surface surface) {
        if (reason == null) {
            return prefix(surface) + GateMessages.NOT_KNOWN;
        }
        return decidedBy == DecidedBy.UNPRICED
                ? prefix(surface) + GateMessages.ofUnpriced(question.unpriced())
                : BlockedMessage.of(surface, reason, funds(), texts);
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
        return account() + (isFirstParty() ? ", first-party, " : ", third-party, ")
                + Money.format(estimateNanos()) + ": " + verdict
                + (reason == null ? "" : " " + reason)
                + unpriced().map(name -> " " + name).orElse("") + " by " + decidedBy + ", "
                + Money.format(payable) + " payable";
    }
}
