package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.reports.statement.Movement;

/** One movement of a statement or an export. */
final class MovementJson {
    private MovementJson() {}

    static AnswerFields of(Movement m) {
        UsageEvent u = m.entry().usage();
        AnswerFields json = new AnswerFields().time("effective_at", m.posting().effectiveAt())
                .number("sequence", m.entry().sequence())
                .text("event_id", m.entry().cause().event().eventId()).text("cause", m.cause())
                .time("occurred_at", m.entry().cause().event().occurredAt());
        if (u != null) {
            ObjectNode units = JsonNodeFactory.instance.objectNode();
            u.units().forEach(units::put);
            json.text("app", u.app()).text("session_id", u.sessionId()).text("model", u.model())
                    .text("member_id", u.memberId()).text("service_tier", u.serviceTier())
                    .json("units", units);
        }
        return json.text("from", m.posting().from()).text("to", m.posting().to())
                .text("grant_id", m.posting().grantId())
                .usd("amount_usd", m.posting().amountNanos())
                .usd("allowance_left_usd", m.allowanceNanos())
                .usd("extra_usage_usd", m.extraUsageNanos());
    }
}
