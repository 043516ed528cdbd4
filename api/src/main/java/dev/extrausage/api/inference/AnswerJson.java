package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.core.UtcTime;
import java.util.Locale;

/** The gate's answers as JSON; what there is not is null. */
final class AnswerJson {
    private AnswerJson() {}

    /** An admission under that id, null where there is nothing to end. */
    static ObjectNode admission(Admission answer, String id, long expiresAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("admission_id", id);
        put(json, answer);
        json.put("expires_at", id == null ? null : UtcTime.format(expiresAt));
        return json;
    }

    /** An estimate: how much would be paid from which pool if the request ran now. */
    static ObjectNode estimate(GateRequest request, GateAnswer answer, String catalogVersion) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("account_id", request.account());
        json.put("app", request.app());
        json.put("catalog_version", catalogVersion);
        boolean isPriced = answer.unpriced().isEmpty();
        long cost = answer.estimateNanos();
        long allowance = answer.isFirstParty() ? Math.min(cost, answer.allowanceLeftNanos()) : 0;
        // Of what can be paid at all, a first-party app's comes from the allowance first (U2, U3).
        long room = answer.payableNanos() - (answer.isFirstParty()
                ? Math.min(answer.payableNanos(), answer.allowanceLeftNanos()) : 0);
        long fromAllowance = Math.min(allowance, answer.payableNanos());
        long fromExtraUsage = Math.min(cost - fromAllowance, room);
        json.put("cost_usd", isPriced ? UsdText.of(cost) : null);
        json.put("from_allowance_usd", UsdText.of(fromAllowance));
        json.put("from_extra_usage_usd", UsdText.of(fromExtraUsage));
        json.put("uncovered_usd", UsdText.of(cost - fromAllowance - fromExtraUsage));
        put(json, answer);
        return json;
    }

    private static void put(ObjectNode json, GateAnswer answer) {
        json.put("verdict", lower(answer.verdict()));
        json.put("reason", answer.reason() == null ? null : answer.reason().name());
        json.put("message", textOrNull(answer.message()));
        json.put("api_message", textOrNull(answer.apiMessage()));
        json.put("payable_usd", UsdText.of(answer.payableNanos()));
        json.put("resets_at", answer.resetsAt().isEmpty() ? null
                : UtcTime.format(answer.resetsAt().getAsLong()));
        json.put("age_ms", answer.ageMillis() == Long.MAX_VALUE ? null
                : (Long) answer.ageMillis());
        json.put("decided_by", lower(answer.decidedBy()));
    }

    private static String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
