package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.UsageEvent;

/**
 * An event whole, under the names of SPEC section 12: the fields of {@code UsageEvent}, or of
 * {@code AccountEvent} with its {@code change}. Amounts are in US dollars, so {@code amount_nanos}
 * is {@code amount_usd} here; what an event does not have is null.
 */
final class CauseJson {
    private CauseJson() {}

    static AnswerFields of(Event event) {
        return event instanceof UsageEvent usage ? usage(usage) : account((AccountEvent) event);
    }

    private static AnswerFields usage(UsageEvent u) {
        ObjectNode units = JsonNodeFactory.instance.objectNode();
        u.units().forEach(units::put);
        return new AnswerFields().text("event_id", u.eventId()).text("account_id", u.accountId())
                .text("member_id", u.memberId()).time("occurred_at", u.occurredAt())
                .text("app", u.app()).text("session_id", u.sessionId()).text("model", u.model())
                .number("input_tokens", u.inputTokens())
                .number("output_tokens", u.outputTokens())
                .number("cache_write_tokens", u.cacheWriteTokens())
                .number("cache_write_1h_tokens", u.cacheWrite1hTokens())
                .number("cache_read_tokens", u.cacheReadTokens())
                .text("service_tier", u.serviceTier()).json("units", units);
    }

    private static AnswerFields account(AccountEvent e) {
        return new AnswerFields().text("event_id", e.eventId()).text("account_id", e.accountId())
                .time("occurred_at", e.occurredAt()).text("actor", e.actor())
                .text("note", e.note()).object("change", change(e.change()));
    }

    /** A change with its {@code type} first. */
    static AnswerFields change(Change change) {
        return change.match(new ChangeFields(new AnswerFields().text("type", change.type())));
    }
}
