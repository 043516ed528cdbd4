package dev.extrausage.core;

/**
 * A fact as its sender reports it: a request was served, or the account changed (section 4).
 */
public sealed interface Event permits UsageEvent, AccountEvent {
    /** The event's identity (M4). */
    EventId eventId();

    /** The account that pays; 1 to 64 visible ASCII characters. */
    String accountId();

    /**
     * The instant it happened, in milliseconds since 1970; for usage, the admission of the request
     * (M3).
     */
    long occurredAt();
}
