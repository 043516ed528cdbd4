package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.json.AttentionCase;

/** Cases of the attention list as answers show them; what there is not is null. */
final class CaseJson {
    private CaseJson() {}

    static ObjectNode of(AttentionCase listed) {
        AttentionCase.About about = listed.about();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("case", listed.key()).put("account_id", listed.accountId());
        json.put("kind", listed.kind()).put("since", UtcTime.format(listed.since()));
        json.put("what", listed.what()).put("todo", listed.todo());
        json.put("amount_usd", usd(about.amountNanos())).put("grant_id", about.grantId());
        json.put("top_up_id", about.topUpId()).put("payment_id", about.paymentId());
        json.put("refund_id", about.refundId()).put("sequence", about.sequence());
        AttentionCase.Request request = listed.request();
        json.set("request", request == null ? null : JsonNodeFactory.instance.objectNode()
                .put("event_id", request.eventId()).put("by", request.by())
                .put("note", request.note()).put("amount_usd", usd(request.amountNanos())));
        AttentionCase.Settled settled = listed.settled();
        json.set("settled", settled == null ? null : JsonNodeFactory.instance.objectNode()
                .put("at", UtcTime.format(settled.at())).put("by", settled.by())
                .put("note", settled.note()));
        return json;
    }

    private static String usd(Long nanos) {
        return nanos == null ? null : UsdText.of(nanos);
    }
}
