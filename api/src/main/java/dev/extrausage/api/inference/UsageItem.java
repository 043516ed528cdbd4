package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Problem;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The usage of one request as an item tells it.
 *
 * @param usage what to publish
 * @param admissionId the admission whose hold it ends; null for none
 */
record UsageItem(Usage usage, String admissionId) {
    private static final List<String> MEASURED = List.of("member_id", "app", "session_id", "model",
            "input_tokens", "output_tokens", "cache_write_tokens", "cache_write_1h_tokens",
            "cache_read_tokens", "service_tier", "units", "admission_id");
    private static final Set<String> OF_CLOUD_EVENT = Set.copyOf(MEASURED);
    private static final Set<String> FIELDS = fields();

    private static Set<String> fields() {
        List<String> all = new ArrayList<>(List.of("event_id", "account_id", "occurred_at"));
        all.addAll(MEASURED);
        return Set.copyOf(all);
    }

    /** Reads an item with the fields of {@code UsageEvent}. */
    static UsageItem of(BatchItem item) {
        if (item.fault() != null) {
            throw item.fault();
        }
        BodyFields f = BodyFields.of("the item", item.json(), FIELDS);
        EventId id = f.has("event_id") ? eventId(f.name("event_id", Bounds.MAX_NAME_LENGTH)) : null;
        Long at = f.optionalTime("occurred_at");
        return measured(f, "", f.name("account_id", Bounds.MAX_ACCOUNT_ID_LENGTH), id, at);
    }

    /** The usage in the data of a CloudEvent, of that account. */
    static UsageItem ofData(JsonNode data, String account, EventId id, Long occurredAt) {
        return measured(BodyFields.of("data", data, OF_CLOUD_EVENT), "data.", account, id,
                occurredAt);
    }

    private static UsageItem measured(
            BodyFields f, String path, String account, EventId id, Long occurredAt) {
        Usage.Builder usage = Usage.of(account)
                .member(f.optionalName("member_id", Bounds.MAX_NAME_LENGTH))
                .app(f.name("app", Bounds.MAX_NAME_LENGTH))
                .session(f.optionalName("session_id", Bounds.MAX_NAME_LENGTH))
                .model(f.name("model", Bounds.MAX_NAME_LENGTH))
                .tokens(GateRequest.tokens(f, "input_tokens"),
                        GateRequest.tokens(f, "output_tokens"))
                .cacheWriteTokens(GateRequest.cacheTokens(f, "cache_write_tokens"))
                .cacheWrite1hTokens(GateRequest.cacheTokens(f, "cache_write_1h_tokens"))
                .cacheReadTokens(GateRequest.cacheTokens(f, "cache_read_tokens"))
                .serviceTier(f.optionalName("service_tier", Bounds.MAX_NAME_LENGTH))
                .eventId(id)
                .admittedAt(occurredAt == null ? null : Instant.ofEpochMilli(occurredAt));
        GateRequest.units(f, path + "units", usage::unit);
        return new UsageItem(
                usage.build(), f.optionalName("admission_id", Bounds.MAX_NAME_LENGTH));
    }

    private static EventId eventId(String text) {
        try {
            return EventId.parse(text);
        } catch (BadInput e) {
            throw Problem.badValue(
                    "event_id", text, "a UUID version 7 in its 36-character form");
        }
    }
}
