package dev.extrausage.core;

import java.util.Map;

/**
 * One request that was served (SPEC section 4). Token counts exclude each other and are 0 to
 * 1,000,000,000 each.
 *
 * @param eventId identity, M4
 * @param accountId the account that pays
 * @param memberId the member that asked, inside a team or enterprise; null when not given
 * @param occurredAt the admission of the request, in milliseconds since 1970
 * @param app the app that asked; the catalog says which are first-party
 * @param sessionId the conversation it belongs to; null when not given
 * @param model the model that answered, as the catalog names it
 * @param inputTokens input tokens without those of a cache
 * @param outputTokens output tokens
 * @param cacheWriteTokens tokens written to the 5-minute cache
 * @param cacheWrite1hTokens tokens written to the 1-hour cache
 * @param cacheReadTokens tokens read from a cache
 * @param serviceTier how it was served; null: {@code standard}
 * @param units counts of what is priced by the piece, by name, sorted; up to 16 names, 0 to
 *     1,000,000,000 each; empty: none
 */
public record UsageEvent(
        EventId eventId, String accountId, String memberId, long occurredAt, String app,
        String sessionId, String model, long inputTokens, long outputTokens,
        long cacheWriteTokens, long cacheWrite1hTokens, long cacheReadTokens,
        String serviceTier, Map<String, Long> units) implements Event {

    /** Throws {@link BadInput} naming the first field out of its bounds. */
    public UsageEvent {
        if (eventId == null) {
            throw new BadInput("event_id is missing");
        }
        Bounds.accountId(accountId);
        Bounds.optionalName("member_id", memberId);
        Bounds.time("occurred_at", occurredAt);
        Bounds.name("app", app);
        Bounds.optionalName("session_id", sessionId);
        Bounds.name("model", model);
        Bounds.tokens("input_tokens", inputTokens);
        Bounds.tokens("output_tokens", outputTokens);
        Bounds.tokens("cache_write_tokens", cacheWriteTokens);
        Bounds.tokens("cache_write_1h_tokens", cacheWrite1hTokens);
        Bounds.tokens("cache_read_tokens", cacheReadTokens);
        Bounds.optionalName("service_tier", serviceTier);
        units = Bounds.units(units);
    }

    /** A request of the standard service tier, without units. */
    public UsageEvent(
            EventId eventId, String accountId, String memberId, long occurredAt, String app,
            String sessionId, String model, long inputTokens, long outputTokens,
            long cacheWriteTokens, long cacheWrite1hTokens, long cacheReadTokens) {
        this(eventId, accountId, memberId, occurredAt, app, sessionId, model, inputTokens,
                outputTokens, cacheWriteTokens, cacheWrite1hTokens, cacheReadTokens, null,
                Map.of());
    }

    /** The tokens read, from caches or not: these decide on long context (M2). */
    public long contextTokens() {
        return inputTokens + cacheWriteTokens + cacheWrite1hTokens + cacheReadTokens;
    }
}
