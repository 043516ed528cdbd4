package dev.extrausage.journal.reports.refused;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UtcTime;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** Open refusals, and what became of those sent again, for machines; amounts in nano-USD. */
public final class RefusedJson {
    private RefusedJson() {}

    /** One JSON object: what is open for want of a price. */
    public static String of(RefusedReport report, RefusedUsage wanted) {
        return object(json -> {
            time(json, "since", wanted.since());
            json.writeBooleanField("accounts_are_at_least", report.hasTooManyAccounts());
            json.writeArrayFieldStart("refused");
            for (RefusedSum sum : report.sums()) {
                json.writeStartObject();
                json.writeStringField("reason", sum.reason().name());
                json.writeStringField("name", sum.name());
                json.writeNumberField("requests", sum.requests());
                json.writeNumberField("accounts", sum.accounts());
                time(json, "first_at", sum.firstAt());
                time(json, "last_at", sum.lastAt());
                json.writeNumberField("cost_nanos", sum.cost().nanos());
                json.writeNumberField("without_price", sum.withoutPrice());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** One JSON object: what became of it, or would become. */
    public static String of(Resubmission.Result r) {
        return object(json -> {
            json.writeBooleanField("dry_run", r.dryRun());
            json.writeNumberField("open", r.open());
            json.writeNumberField("too_old", r.tooOld());
            json.writeNumberField("without_price", r.withoutPrice());
            json.writeNumberField("sent", r.sent());
            json.writeNumberField("cost_nanos", r.cost().nanos());
            json.writeNumberField("paid", r.paid());
            json.writeNumberField("uncovered", r.uncovered());
            json.writeNumberField("uncovered_nanos", r.uncoveredCost().nanos());
            json.writeNumberField("late", r.late());
            json.writeNumberField("duplicates", r.duplicates());
            json.writeNumberField("refused_again", r.refusedAgain());
            json.writeObjectFieldStart("refused_by_reason");
            for (Map.Entry<Reason, Long> by : r.refusedBy().entrySet()) {
                json.writeNumberField(by.getKey().name(), by.getValue());
            }
            json.writeEndObject();
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Fields fields) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does no I/O", e);
        }
        return out.toString();
    }

    private static void time(JsonGenerator json, String name, Long millis) throws IOException {
        json.writeStringField(name, millis == null ? null : UtcTime.format(millis));
    }
}
