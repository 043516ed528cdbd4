package dev.extrausage.core;

/**
 * One change of an account's plan, settings or credit (SPEC section 4).
 *
 * @param eventId identity, M4
 * @param accountId whose account
 * @param occurredAt the instant it happened, in milliseconds since 1970
 * @param actor the person or system that did it, for people to read
 * @param change the change
 */
public record AccountEvent(
        EventId eventId, String accountId, long occurredAt, String actor, Change change)
        implements Event {

    /** Throws {@link BadInput} naming the first field out of its bounds. */
    public AccountEvent {
        if (eventId == null) {
            throw new BadInput("event_id is missing");
        }
        Bounds.accountId(accountId);
        Bounds.time("occurred_at", occurredAt);
        Bounds.name("actor", actor);
        if (change == null) {
            throw new BadInput("change is missing");
        }
    }
}
