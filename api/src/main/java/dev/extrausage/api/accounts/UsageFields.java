package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.view.rows.UsageTally;
import java.util.Map;

/** The fields of some requests' usage: counts, and amounts unless they are not for the caller. */
final class UsageFields {
    private UsageFields() {}

    /** Adds the figures of {@code tally}; without amounts those are null. */
    static AnswerFields put(AnswerFields json, UsageTally tally, boolean withAmounts) {
        ObjectNode units = JsonNodeFactory.instance.objectNode();
        tally.units().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(unit -> units.put(unit.getKey(), unit.getValue()));
        json.number("requests", tally.requests()).number("input_tokens", tally.inputTokens())
                .number("output_tokens", tally.outputTokens())
                .number("cache_write_tokens", tally.cacheWriteTokens())
                .number("cache_write_1h_tokens", tally.cacheWrite1hTokens())
                .number("cache_read_tokens", tally.cacheReadTokens()).json("units", units);
        amount(json, "cost_usd", tally.costNanos(), withAmounts);
        amount(json, "from_allowance_usd", tally.fromAllowanceNanos(), withAmounts);
        amount(json, "from_extra_usage_usd", tally.fromExtraUsageNanos(), withAmounts);
        amount(json, "uncovered_usd", tally.uncoveredNanos(), withAmounts);
        return json;
    }

    private static void amount(AnswerFields json, String name, long nanos, boolean withAmounts) {
        json.usd(name, withAmounts ? (Long) nanos : null);
    }
}
