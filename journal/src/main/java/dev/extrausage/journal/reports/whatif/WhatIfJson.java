package dev.extrausage.journal.reports.whatif;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import dev.extrausage.journal.reports.UsageSums;
import dev.extrausage.journal.reports.UsageSumsJson;
import dev.extrausage.journal.reports.whatif.WhatIf.Side;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison for machines; amounts are integers of nano-USD. */
public final class WhatIfJson {
    private final JsonGenerator json;

    private WhatIfJson(JsonGenerator json) {
        this.json = json;
    }

    /** One JSON object. */
    public static String of(String accountId, WhatIf w) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            WhatIfJson writer = new WhatIfJson(json);
            json.writeStartObject();
            json.writeStringField("account_id", accountId);
            json.writeNumberField("entries", w.entries());
            json.writeNumberField("changed", w.changed());
            json.writeNumberField("duplicates", w.duplicates());
            json.writeNumberField("newly_refused", w.newlyRefused());
            json.writeNumberField("earlier_rules", w.earlierRules());
            json.writeNumberField("corrections", w.corrections());
            writer.side("now", w.written());
            writer.side("then", w.decided());
            writer.poolDifferences(w);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does no I/O", e);
        }
        return out.toString();
    }

    private void side(String name, Side side) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeObjectFieldStart("pools");
        for (Pool pool : Pool.values()) {
            json.writeNumberField(pool.name(), side.pool(pool).nanos());
        }
        json.writeEndObject();
        for (By by : List.of(By.APP, By.MODEL, By.SERVICE_TIER)) {
            json.writeObjectFieldStart("by_" + by.name().toLowerCase(Locale.ROOT));
            for (Map.Entry<String, UsageSums> part : side.usage().by(by).entrySet()) {
                usage(part.getKey(), part.getValue());
            }
            json.writeEndObject();
        }
        usage("given_back", side.usage().givenBack());
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(outcome.name(), side.outcomes(outcome));
        }
        json.writeEndObject();
        json.writeNumberField("top_ups_due", side.topUpsDue());
        json.writeEndObject();
    }

    private void usage(String name, UsageSums u) throws IOException {
        json.writeObjectFieldStart(name);
        UsageSumsJson.end(json, u);
    }

    private void poolDifferences(WhatIf w) throws IOException {
        json.writeObjectFieldStart("pool_differences");
        for (Pool pool : Pool.values()) {
            json.writeNumberField(
                    pool.name(), w.decided().pool(pool).minus(w.written().pool(pool)).nanos());
        }
        json.writeEndObject();
    }
}
