package dev.extrausage.core;

/**
 * What happened, as its sender tells it: a request was served, or the account changed (section 4).
 */
public sealed interface Event permits UsageEvent, AccountEvent {
    /** The event's identity (M4). */
    EventId eventId();

    /** Who pays; 1 to 64 visible ASCII characters. */
    String accountId();

    /**
     * When it happened, in milliseconds since 1970; for usage, when the request was admitted (M3).
     */
    long occurredAt();
}
