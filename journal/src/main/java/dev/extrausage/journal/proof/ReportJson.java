package dev.extrausage.journal.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.journal.redecide.Difference;
import java.io.IOException;
import java.io.Writer;

/** An audit's report as one JSON object. */
public final class ReportJson {
    private ReportJson() {}

    /** Writes it, with every finding that is kept, and a line's end. */
    public static void write(AuditReport report, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeBooleanField("all_holds", report.allHolds());
            json.writeNumberField("partitions", report.partitions());
            json.writeNumberField("accounts", report.accounts());
            json.writeNumberField("entries", report.entries());
            json.writeNumberField("entries_of_earlier_rules", report.ofEarlierRules());
            json.writeNumberField("pending_inputs", report.pending());
            json.writeNumberField("findings_total", report.findings().total());
            json.writeObjectFieldStart("findings_by_verdict");
            for (var count : report.findings().counts().entrySet()) {
                json.writeNumberField(count.getKey().name(), count.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("findings");
            for (Finding finding : report.findings().inOrder()) {
                write(finding, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        out.flush();
    }

    private static void write(Finding f, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("verdict", f.kind().name());
        json.writeStringField("account", f.account());
        json.writeObjectField("sequence", f.sequence());
        json.writeStringField("topic", f.topic());
        json.writeObjectField("partition", f.partition());
        json.writeObjectField("offset", f.offset());
        json.writeStringField("text", f.text());
        json.writeArrayFieldStart("differences");
        for (Difference d : f.differences()) {
            json.writeStartObject();
            json.writeStringField("field", d.field());
            json.writeStringField("expected", d.expected());
            json.writeStringField("found", d.found());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
