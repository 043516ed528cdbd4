package dev.extrausage.client.publish;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The usage of one request, as the service knows it. Token counts exclude each other (SPEC M2), 0
 * to 1,000,000,000 each; ids and names are visible ASCII. It is checked when it is published.
 * Capitals make no difference in names of apps, models, service tiers and units.
 *
 * @param account the account that pays, at most 64 characters
 * @param member the person who asked, inside a team or enterprise; null when not told
 * @param app the app that asked; the catalog says which are first-party
 * @param session the conversation it belongs to; null when not told
 * @param model the model that answered, as the catalog names it or under an alias
 * @param inputTokens input tokens that no cache was asked for
 * @param outputTokens output tokens
 * @param cacheWriteTokens tokens written to the 5-minute cache
 * @param cacheWrite1hTokens tokens written to the 1-hour cache
 * @param cacheReadTokens tokens read from a cache
 * @param serviceTier how it was served, as the catalog names it; null: standard
 * @param units counts of what is priced by the piece, by name; up to 16 names, 0 to 1,000,000,000
 *     each; empty for none
 * @param admittedAt the time the request was admitted: it is paid as of then; null for now
 * @param eventId the identity it is sent under, for a caller that may send it again; null: a new
 *     one is made
 */
public record Usage(String account, String member, String app, String session, String model,
        long inputTokens, long outputTokens, long cacheWriteTokens, long cacheWrite1hTokens,
        long cacheReadTokens, String serviceTier, Map<String, Long> units, Instant admittedAt,
        EventId eventId) {

    /** A builder for usage of that account; every token count begins at 0. */
    public static Builder of(String account) {
        return new Builder(account);
    }

    /** Throws {@link BadInput} naming the first field out of its bounds, value and bound. */
    UsageEvent asEvent(EventId id, long nowMillis) {
        return new UsageEvent(id, account, member, occurredAt(nowMillis), app, session, model,
                inputTokens, outputTokens, cacheWriteTokens, cacheWrite1hTokens, cacheReadTokens,
                serviceTier, units);
    }

    private long occurredAt(long nowMillis) {
        try {
            return admittedAt == null ? nowMillis : admittedAt.toEpochMilli();
        } catch (ArithmeticException e) { // hundreds of millions of years away
            throw BadInput.of("occurred_at", admittedAt, "from 2000 to before 2100");
        }
    }

    /** Fills in a {@link Usage}; belongs to one thread. */
    public static final class Builder {
        private final String account;
        private String member;
        private String app;
        private String session;
        private String model;
        private long inputTokens;
        private long outputTokens;
        private long cacheWriteTokens;
        private long cacheWrite1hTokens;
        private long cacheReadTokens;
        private String serviceTier;
        private final Map<String, Long> units = new HashMap<>();
        private Instant admittedAt;
        private EventId eventId;

        private Builder(String account) {
            this.account = account;
        }

        /** The person who asked, inside a team or enterprise; optional. */
        public Builder member(String id) {
            member = id;
            return this;
        }

        /** The app that asked. */
        public Builder app(String name) {
            app = name;
            return this;
        }

        /** The conversation it belongs to; optional. */
        public Builder session(String id) {
            session = id;
            return this;
        }

        /** The model that answered, as the catalog names it or under an alias. */
        public Builder model(String name) {
            model = name;
            return this;
        }

        /** Tokens apart from any cache. */
        public Builder tokens(long input, long output) {
            inputTokens = input;
            outputTokens = output;
            return this;
        }

        /** Tokens written to the 5-minute cache. */
        public Builder cacheWriteTokens(long count) {
            cacheWriteTokens = count;
            return this;
        }

        /** Tokens written to the 1-hour cache. */
        public Builder cacheWrite1hTokens(long count) {
            cacheWrite1hTokens = count;
            return this;
        }

        /** Tokens read from a cache. */
        public Builder cacheReadTokens(long count) {
            cacheReadTokens = count;
            return this;
        }

        /** The service tier it was served at; null, as without it: standard. */
        public Builder serviceTier(String name) {
            serviceTier = name;
            return this;
        }

        /** The number of pieces of what is priced so, such as web searches; up to 16 names. */
        public Builder unit(String name, long count) {
            units.put(name, count);
            return this;
        }

        /** The time the request was admitted, if it was not just now. */
        public Builder admittedAt(Instant time) {
            admittedAt = time;
            return this;
        }

        /**
         * The identity to send it under: usage that is published again with the same id counts once
         * (M4). Its own time is to be that of the request; without it a new id is made.
         */
        public Builder eventId(EventId id) {
            eventId = id;
            return this;
        }

        /** Builds the usage; nothing is checked before it is published. */
        public Usage build() {
            return new Usage(account, member, app, session, model, inputTokens, outputTokens,
                    cacheWriteTokens, cacheWrite1hTokens, cacheReadTokens, serviceTier,
                    new HashMap<>(units), admittedAt, eventId);
        }
    }
}
