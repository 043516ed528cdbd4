package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.view.rows.EntryRow;

/** An entry as lists, streams and answers to writes show it. */
public final class EntryRowJson {
    private EntryRowJson() {}

    /** One object, with a sentence. */
    public static ObjectNode of(EntryRow e) {
        return fields(e).node();
    }

    static AnswerFields fields(EntryRow e) {
        return new AnswerFields().number("sequence", e.sequence()).text("event_id", e.eventId())
                .text("type", e.type()).text("outcome", e.outcome()).text("reason", e.reason())
                .time("occurred_at", e.occurredAt().toEpochMilli())
                .time("received_at", e.receivedAt().toEpochMilli())
                .time("clock", AccountJson.millis(e.clock())).usd("cost_usd", e.costNanos())
                .usd("from_allowance_usd", e.sums().fromAllowanceNanos())
                .usd("from_extra_usage_usd", e.sums().fromExtraUsageNanos())
                .usd("uncovered_usd", e.sums().uncoveredNanos())
                .usd("extra_usage_change_usd", e.sums().extraUsageChangeNanos())
                .usd("allowance_left_usd", e.allowanceLeftNanos())
                .usd("extra_usage_usd", e.extraUsageNanos()).usd("spent_usd", e.spentNanos())
                .text("app", e.app()).text("model", e.model()).text("session_id", e.session())
                .text("member_id", e.member()).text("service_tier", e.serviceTier())
                .text("actor", e.actor()).text("note", e.note()).texts("notices", e.notices())
                .text("summary", EntrySummary.of(e));
    }

    /** An action: who did what to which account, and why. */
    static AnswerFields action(EntryRow e) {
        return new AnswerFields().text("account_id", e.accountId())
                .number("sequence", e.sequence()).text("event_id", e.eventId())
                .time("at", e.at().toEpochMilli()).text("actor", e.actor()).text("type", e.type())
                .text("outcome", e.outcome()).text("reason", e.reason()).text("note", e.note())
                .text("summary", EntrySummary.of(e));
    }
}
