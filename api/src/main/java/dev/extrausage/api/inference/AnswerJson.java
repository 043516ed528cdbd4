package dev.extrausage.api.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.core.UtcTime;
import java.io.IOException;
import java.util.Locale;

/** The gate's answers as JSON; what there is not is null. */
final class AnswerJson {
    private AnswerJson() {}

    /** An admission under that id, null where there is nothing to end. */
    static JsonBody.Writing admission(Admission answer, String id, long expiresAt) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("admission_id", id);
            write(json, answer);
            json.writeStringField("expires_at", id == null ? null : UtcTime.format(expiresAt));
            json.writeEndObject();
        };
    }

    /** An estimate: how much would be paid from which pool if the request ran now. */
    static JsonBody.Writing estimate(
            GateRequest request, GateAnswer answer, String catalogVersion) {
        boolean isPriced = answer.unpriced().isEmpty();
        long cost = answer.estimateNanos();
        long allowance = answer.isFirstParty() ? Math.min(cost, answer.allowanceLeftNanos()) : 0;
        // Of what can be paid at all, a first-party app's comes from the allowance first (U2, U3).
        long room = answer.payableNanos() - (answer.isFirstParty()
                ? Math.min(answer.payableNanos(), answer.allowanceLeftNanos()) : 0);
        long fromAllowance = Math.min(allowance, answer.payableNanos());
        long fromExtraUsage = Math.min(cost - fromAllowance, room);
        return json -> {
            json.writeStartObject();
            json.writeStringField("account_id", request.account());
            json.writeStringField("app", request.app());
            json.writeStringField("catalog_version", catalogVersion);
            json.writeStringField("cost_usd", isPriced ? UsdText.of(cost) : null);
            json.writeStringField("from_allowance_usd", UsdText.of(fromAllowance));
            json.writeStringField("from_extra_usage_usd", UsdText.of(fromExtraUsage));
            json.writeStringField("uncovered_usd",
                    UsdText.of(cost - fromAllowance - fromExtraUsage));
            write(json, answer);
            json.writeEndObject();
        };
    }

    private static void write(JsonGenerator json, GateAnswer answer) throws IOException {
        json.writeStringField("verdict", lower(answer.verdict()));
        json.writeStringField("reason", answer.reason() == null ? null : answer.reason().name());
        json.writeStringField("message", textOrNull(answer.message()));
        json.writeStringField("api_message", textOrNull(answer.apiMessage()));
        json.writeStringField("payable_usd", UsdText.of(answer.payableNanos()));
        json.writeStringField("resets_at", answer.resetsAt().isEmpty() ? null
                : UtcTime.format(answer.resetsAt().getAsLong()));
        if (answer.ageMillis() == Long.MAX_VALUE) {
            json.writeNullField("age_ms");
        } else {
            json.writeNumberField("age_ms", answer.ageMillis());
        }
        json.writeStringField("decided_by", lower(answer.decidedBy()));
    }

    private static String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
