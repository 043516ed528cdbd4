package dev.extrausage.journal.reports.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Explanations for machines. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** One JSON object. */
    public static String of(String accountId, List<Explanation> explanations) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("account_id", accountId);
            json.writeArrayFieldStart("entries");
            for (Explanation explanation : explanations) {
                write(json, explanation);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does no I/O", e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, Explanation explanation) throws IOException {
        WrittenEntry e = explanation.entry();
        json.writeStartObject();
        json.writeNumberField("sequence", e.sequence());
        json.writeStringField("event_id", e.cause().event().eventId().toString());
        json.writeStringField("occurred_at",
                UtcTime.format(e.cause().event().occurredAt()));
        json.writeNumberField("rules_version", e.rulesVersion());
        json.writeStringField("clock", e.clock() == null ? null : UtcTime.format(e.clock()));
        json.writeStringField("received_at", UtcTime.format(e.cause().receivedAt()));
        json.writeStringField("catalog_version", e.catalogVersion());
        json.writeStringField("outcome", e.outcome().name());
        json.writeStringField("reason", e.reason() == null ? null : e.reason().name());
        json.writeNumberField("cost_nanos", e.costNanos());
        json.writeBooleanField("decided_again", explanation.decidedAgain());
        json.writeArrayFieldStart("sentences");
        for (String sentence : explanation.sentences()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
