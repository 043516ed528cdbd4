package dev.extrausage.journal.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The sums of usage as fields of a JSON object; amounts in nano-USD. */
public final class UsageSumsJson {
    private UsageSumsJson() {}

    /** Fills and ends an object that has begun. */
    public static void end(JsonGenerator json, UsageSums sums) throws IOException {
        json.writeNumberField("requests", sums.requests());
        json.writeNumberField("cost_nanos", sums.cost().nanos());
        json.writeNumberField("allowance_nanos", sums.allowance().nanos());
        json.writeNumberField("previous_allowance_nanos", sums.previousAllowance().nanos());
        json.writeNumberField("extra_usage_nanos", sums.extraUsage().nanos());
        json.writeNumberField("uncovered_nanos", sums.uncovered().nanos());
        json.writeEndObject();
    }
}
