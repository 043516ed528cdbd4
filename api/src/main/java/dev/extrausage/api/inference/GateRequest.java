package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.client.gate.RequestEstimate;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.Bounds;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/**
 * A question about one request, as a body asks it.
 *
 * @param account the account that pays
 * @param app the app it comes from
 * @param costNanos what it may cost; where there is no estimate
 * @param estimate what it may use; null where only a cost is known
 */
record GateRequest(String account, String app, long costNanos, RequestEstimate estimate) {
    private static final Set<String> FIELDS = Set.of("account_id", "app", "cost_usd", "estimate");
    private static final Set<String> ESTIMATE = Set.of("model", "service_tier", "input_tokens",
            "max_output_tokens", "cache_write_tokens", "cache_write_1h_tokens",
            "cache_read_tokens", "units");

    /**
     * Reads the body.
     *
     * @throws Problem bad_request: a value is out of its bounds, or not exactly one of cost and
     *     estimate is given
     */
    static GateRequest of(BodyFields body) {
        String account = body.name("account_id", Bounds.MAX_ACCOUNT_ID_LENGTH);
        String app = body.name("app", Bounds.MAX_NAME_LENGTH);
        if (body.has("cost_usd") == body.has("estimate")) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The body has "
                    + (body.has("estimate") ? "both cost_usd and estimate"
                            : "neither cost_usd nor estimate")
                    + ": must have exactly one of them.").with("field", "estimate");
        }
        return body.has("cost_usd")
                ? new GateRequest(account, app, body.usd("cost_usd", 0), null)
                : new GateRequest(account, app, 0,
                        body.object("estimate", ESTIMATE).map(GateRequest::estimate).orElseThrow());
    }

    /** The names of the fields that {@link #of} reads. */
    static Set<String> fields() {
        return FIELDS;
    }

    private static RequestEstimate estimate(BodyFields f) {
        RequestEstimate.Builder request =
                RequestEstimate.of(f.name("model", Bounds.MAX_NAME_LENGTH))
                        .serviceTier(f.optionalName("service_tier", Bounds.MAX_NAME_LENGTH))
                        .tokens(tokens(f, "input_tokens"), tokens(f, "max_output_tokens"))
                        .cacheWriteTokens(cacheTokens(f, "cache_write_tokens"))
                        .cacheWrite1hTokens(cacheTokens(f, "cache_write_1h_tokens"))
                        .cacheReadTokens(cacheTokens(f, "cache_read_tokens"));
        units(f, "estimate.units", request::unit);
        return request.build();
    }

    /** A count of tokens that must be there. */
    static long tokens(BodyFields f, String name) {
        return f.integer(name, 0, Bounds.MAX_TOKENS);
    }

    /** A count of tokens that is 0 where it is not there. */
    static long cacheTokens(BodyFields f, String name) {
        return f.integer(name, 0, Bounds.MAX_TOKENS, 0);
    }

    /**
     * Tells the counts of {@code units} by name.
     *
     * @param path the field's name in problems
     */
    static void units(BodyFields f, String path, ObjLongConsumer<String> each) {
        JsonNode units = f.map("units").orElse(null);
        if (units == null) {
            return;
        }
        if (units.size() > Bounds.MAX_UNIT_NAMES) {
            throw Problem.badValue(path, units.size() + " names",
                    "at most " + Bounds.MAX_UNIT_NAMES + " names");
        }
        for (Map.Entry<String, JsonNode> unit : units.properties()) {
            each.accept(unitName(path, unit.getKey()),
                    unitCount(path + "." + unit.getKey(), unit.getValue()));
        }
    }

    private static String unitName(String path, String name) {
        if (name.isEmpty() || name.length() > Bounds.MAX_NAME_LENGTH
                || !name.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw Problem.badValue(path, name,
                    "an object whose names are 1 to " + Bounds.MAX_NAME_LENGTH
                            + " visible ASCII characters");
        }
        return name;
    }

    private static long unitCount(String path, JsonNode count) {
        if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0
                || count.longValue() > Bounds.MAX_UNIT_COUNT) {
            Object value = count.isTextual() ? count.textValue() : count.toString();
            throw Problem.badValue(path, value,
                    "an integer from 0 to " + Bounds.MAX_UNIT_COUNT);
        }
        return count.longValue();
    }

    /** The gate's answer, which holds nothing. */
    GateAnswer check(UsageGate gate) {
        return estimate == null ? gate.check(account, app, costNanos)
                : gate.check(account, app, estimate);
    }

    /** The gate's answer with its hold. */
    Admission admit(UsageGate gate) {
        return estimate == null ? gate.admit(account, app, costNanos)
                : gate.admit(account, app, estimate);
    }
}
