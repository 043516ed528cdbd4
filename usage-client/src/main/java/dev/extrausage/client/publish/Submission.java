package dev.extrausage.client.publish;

import dev.extrausage.client.Published;
import dev.extrausage.core.EventId;

/**
 * Usage on its way to the spool. Belongs to the thread that submitted it, which awaits it once; one
 * that nobody awaits is published all the same.
 */
public final class Submission {
    private final UsagePublisher publisher;
    private final EventId eventId;
    private final Pending pending;
    private final long end;

    Submission(UsagePublisher publisher, EventId eventId, Pending pending, long end) {
        this.publisher = publisher;
        this.eventId = eventId;
        this.pending = pending;
        this.end = end;
    }

    /** The identity under which it is sent: also the one to submit it under again. */
    public EventId eventId() {
        return eventId;
    }

    /**
     * Waits until it is in the spool, at most for what is left of {@link
     * UsagePublisher.Builder#longestWait} since it was submitted.
     *
     * @throws NotPublished it could not be kept, in time
     */
    public Published await() {
        return publisher.await(eventId, pending, end);
    }
}
