package dev.extrausage.view.rows;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.core.UsageEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An entry of the journal, as far as a list of entries shows it; its postings one by one, and its
 * hash, are at its offset in {@code balance-changes}.
 *
 * @param partition of {@code balance-changes}
 * @param offset of the entry there
 * @param cause the input it answers, as it was sent
 * @param receivedAt when the broker got the input
 * @param clock the account's after it; null: nothing has got past D1 yet
 * @param reason null unless refused or uncovered
 * @param costNanos the list price of the request; 0 for what is refused or not usage
 * @param topUpDue the top-up that it asks for; or null
 * @param notices the kinds of its notices, in their order
 */
public record EntryRow(
        String accountId, long sequence, int partition, long offset, Event cause,
        Instant receivedAt, Instant clock, Outcome outcome, String reason, long costNanos,
        EntrySums sums, long allowanceLeftNanos, long extraUsageNanos, long spentNanos,
        TopUpDue topUpDue, List<String> notices) {
    /** The {@link #type} of requests. */
    public static final String USAGE = "Usage";

    /** Copies the list. */
    public EntryRow {
        notices = List.copyOf(notices);
    }

    /** The identity of the input. */
    public UUID eventId() {
        return new UUID(cause.eventId().high(), cause.eventId().low());
    }

    /** {@code Usage}, or the change's name in the SPEC. */
    public String type() {
        return change() == null ? USAGE : change().type();
    }

    /** The time at which it happened, as the sender says. */
    public Instant occurredAt() {
        return Instant.ofEpochMilli(cause.occurredAt());
    }

    /**
     * The time by which lists filter: the clock, or the input's own time before there was one. It
     * never goes back from one entry of an account with a clock to the next.
     */
    public Instant at() {
        return clock != null ? clock
                : occurredAt().isBefore(receivedAt) ? occurredAt() : receivedAt;
    }

    /** The request; null for a change. */
    public UsageEvent usage() {
        return cause instanceof UsageEvent usage ? usage : null;
    }

    /** The change; null for a request. */
    public Change change() {
        return cause instanceof AccountEvent event ? event.change() : null;
    }

    /** The person or system that decided the change; null for a request. */
    public String actor() {
        return cause instanceof AccountEvent event ? event.actor() : null;
    }

    /** The reason in words; null for a request, and where it was not told. */
    public String note() {
        return cause instanceof AccountEvent event ? event.note() : null;
    }

    /** The app as it was sent; null for a change, as the next. */
    public String app() {
        return usage() == null ? null : usage().app();
    }

    /** The model as it was sent. */
    public String model() {
        return usage() == null ? null : usage().model();
    }

    /** The conversation; null also where it was not told. */
    public String session() {
        return usage() == null ? null : usage().sessionId();
    }

    /** The member; null also where it was not told. */
    public String member() {
        return usage() == null ? null : usage().memberId();
    }

    /** The service tier as it was sent; null also where it was not told. */
    public String serviceTier() {
        return usage() == null ? null : usage().serviceTier();
    }

    /**
     * The amount that the input is about, nano-USD: a request's cost; of a change the amount that
     * it names, or else the credit that it moved. Null where there is none.
     */
    public Long amountNanos() {
        return usage() != null ? (Long) costNanos : amountNanos(change(), sums);
    }

    /** The amount that a change names, or else the credit that it moved; or null. */
    public static Long amountNanos(Change change, EntrySums sums) {
        return ChangeFacts.amountNanos(change, sums);
    }

    /** The grant that a change names; or null. */
    public String grantId() {
        return change() == null ? null : ChangeFacts.grantId(change());
    }

    /** The top-up that a change answers, or that the entry asks for; or null. */
    public String topUpId() {
        String answered = change() == null ? null : ChangeFacts.topUpId(change());
        return answered != null ? answered : topUpDue == null ? null : topUpDue.topUpId();
    }
}
