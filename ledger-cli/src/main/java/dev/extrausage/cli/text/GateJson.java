package dev.extrausage.cli.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.core.UtcTime;

/** An answer as one JSON object, amounts in nano-USD. */
public final class GateJson {
    private GateJson() {}

    /** An absent value is null; the messages are empty when allowed. */
    public static ObjectNode of(GateAnswer answer, String app) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("account_id", answer.account());
        json.put("app", app);
        json.put("first_party", answer.isFirstParty());
        json.put("estimate_nanos", answer.estimateNanos());
        json.put("verdict", answer.verdict().name());
        json.put("reason", answer.reason() == null ? null : answer.reason().name());
        json.put("unpriced", answer.unpriced().orElse(null));
        json.put("decided_by", answer.decidedBy().name());
        json.put("payable_nanos", answer.payableNanos());
        json.put("allowance_left_nanos", answer.allowanceLeftNanos());
        json.put("extra_usage_nanos", answer.extraUsageLeftNanos());
        json.put("spend_room_nanos", answer.spendRoomNanos() == GateAnswer.NO_LIMIT
                ? null : (Long) answer.spendRoomNanos());
        json.put("resets_at", answer.resetsAt().isEmpty()
                ? null : UtcTime.format(answer.resetsAt().getAsLong()));
        json.put("message", answer.message());
        json.put("api_message", answer.apiMessage());
        json.put("at", UtcTime.format(answer.at()));
        json.put("age_millis", answer.ageMillis());
        json.put("usage_offset", answer.usageOffset().isEmpty()
                ? null : (Long) answer.usageOffset().getAsLong());
        return json;
    }
}
