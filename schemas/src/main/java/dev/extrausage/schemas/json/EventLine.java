package dev.extrausage.schemas.json;

import dev.extrausage.core.Event;
import dev.extrausage.core.Input;

/**
 * One event as a line of JSON tells it (SPEC section 12).
 *
 * @param event what happened
 * @param receivedAt when it was received, in milliseconds since 1970; null: the line does not tell
 */
public record EventLine(Event event, Long receivedAt) {
    /**
     * The event as received at the instant the line tells, by default when it occurred. Throws
     * {@link dev.extrausage.core.BadInput} when that is not from 2000 to before 2100.
     */
    public Input input() {
        return new Input(event, receivedAt == null ? event.occurredAt() : receivedAt);
    }
}
