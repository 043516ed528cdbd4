package dev.extrausage.journal.reports.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import dev.extrausage.journal.reports.UsageSums;
import dev.extrausage.journal.reports.UsageSumsJson;
import dev.extrausage.journal.reports.statement.Statement.Balance;
import dev.extrausage.journal.reports.statement.Statement.Flow;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Statements for machines; amounts are integers of nano-USD. */
public final class StatementJson {
    private final JsonGenerator json;

    private StatementJson(JsonGenerator json) {
        this.json = json;
    }

    /** One JSON object. */
    public static String of(String accountId, List<Statement> statements) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("account_id", accountId);
            json.writeArrayFieldStart("statements");
            for (Statement s : statements) {
                new StatementJson(json).statement(s);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does no I/O", e);
        }
        return out.toString();
    }

    private void statement(Statement s) throws IOException {
        json.writeStartObject();
        time("from", s.period().from());
        time("to", s.period().to());
        balance("opening", s.opening());
        json.writeArrayFieldStart("movements");
        for (Movement m : s.movements()) {
            movement(m);
        }
        json.writeEndArray();
        balance("closing", s.closing());
        json.writeArrayFieldStart("flows");
        for (Flow f : s.flows()) {
            json.writeStartObject();
            json.writeStringField("from", f.from().name());
            json.writeStringField("to", f.to().name());
            json.writeNumberField("amount_nanos", f.amount().nanos());
            json.writeEndObject();
        }
        json.writeEndArray();
        usage(s);
        strings("notes", s.notes());
        json.writeBooleanField("adds_up", s.complaints().isEmpty());
        strings("complaints", s.complaints());
        json.writeEndObject();
    }

    private void balance(String name, Balance b) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("allowance_left_nanos", b.allowanceNanos());
        json.writeNumberField("extra_usage_nanos", b.extraUsageNanos());
        json.writeEndObject();
    }

    private void movement(Movement m) throws IOException {
        Posting p = m.posting();
        UsageEvent u = m.entry().usage();
        json.writeStartObject();
        time("effective_at", p.effectiveAt());
        json.writeNumberField("sequence", m.entry().sequence());
        json.writeStringField("event_id", m.entry().cause().event().eventId().toString());
        json.writeStringField("cause", m.cause());
        time("occurred_at", m.entry().cause().event().occurredAt());
        if (u != null) {
            json.writeStringField("app", u.app());
            json.writeStringField("session_id", u.sessionId());
            json.writeStringField("model", u.model());
            json.writeStringField("member_id", u.memberId());
            json.writeStringField("service_tier", u.serviceTier());
            json.writeObjectFieldStart("units");
            for (Map.Entry<String, Long> unit : u.units().entrySet()) {
                json.writeNumberField(unit.getKey(), unit.getValue());
            }
            json.writeEndObject();
        }
        json.writeStringField("from", p.from().name());
        json.writeStringField("to", p.to().name());
        json.writeStringField("grant_id", p.grantId());
        json.writeNumberField("amount_nanos", p.amountNanos());
        json.writeNumberField("allowance_left_nanos", m.allowanceNanos());
        json.writeNumberField("extra_usage_nanos", m.extraUsageNanos());
        json.writeEndObject();
    }

    private void usage(Statement s) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeObjectFieldStart("total");
        UsageSumsJson.end(json, s.usage().total());
        json.writeObjectFieldStart("given_back");
        UsageSumsJson.end(json, s.usage().givenBack());
        for (By by : By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            json.writeArrayFieldStart("by_" + name);
            for (Map.Entry<String, UsageSums> part : s.usage().by(by).entrySet()) {
                json.writeStartObject();
                json.writeStringField(name, part.getKey().isEmpty() ? null : part.getKey());
                UsageSumsJson.end(json, part.getValue());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void strings(String name, List<String> sentences) throws IOException {
        json.writeArrayFieldStart(name);
        for (String sentence : sentences) {
            json.writeString(sentence);
        }
        json.writeEndArray();
    }

    private void time(String name, Long millis) throws IOException {
        json.writeStringField(name, millis == null ? null : UtcTime.format(millis));
    }
}
