package dev.extrausage.core;

/**
 * One change of an account's plan, settings or credit (SPEC section 4).
 *
 * @param eventId identity, M4
 * @param accountId whose account
 * @param occurredAt the instant it happened, in milliseconds since 1970
 * @param actor the person or system that did it, for people to read
 * @param note the reason, for people to read: 1 to 500 Unicode characters; or null
 * @param change the change
 */
public record AccountEvent(
        EventId eventId, String accountId, long occurredAt, String actor, String note,
        Change change) implements Event {

    /** Throws {@link BadInput} naming the first field out of its bounds. */
    public AccountEvent {
        if (eventId == null) {
            throw new BadInput("event_id is missing");
        }
        Bounds.accountId(accountId);
        Bounds.time("occurred_at", occurredAt);
        Bounds.name("actor", actor);
        Bounds.optionalNote(note);
        if (change == null) {
            throw new BadInput("change is missing");
        }
    }

    /** An event without a note. */
    public AccountEvent(
            EventId eventId, String accountId, long occurredAt, String actor, Change change) {
        this(eventId, accountId, occurredAt, actor, null, change);
    }
}
