package dev.extrausage.api.accounts;

import dev.extrausage.journal.reports.asof.AsOf;
import dev.extrausage.journal.reports.asof.PastBalance;

/** A past balance: the one that was asked for, beside both senses by name (SPEC section 11). */
final class PastBalanceJson {
    private PastBalanceJson() {}

    static AnswerFields of(AnswerFields begin, AsOf.Answer a, boolean addsUp) {
        return begin.time("as_of", a.effectiveUntil())
                .time("as_known_at", a.asksWhatWasSaid() ? (Long) a.knownUntil() : null)
                .object("balance", balance(a.asked())).object("known_now", balance(a.known()))
                .object("said_then", balance(a.said())).flag("differs", a.differs())
                .list("later_entries", a.later(), entry -> new AnswerFields()
                        .number("sequence", entry.sequence())
                        .text("event_id", entry.cause().event().eventId())
                        .time("received_at", entry.cause().receivedAt()))
                .flag("adds_up", addsUp);
    }

    private static AnswerFields balance(PastBalance b) {
        return new AnswerFields().number("sequence", b.sequence()).text("plan", b.plan())
                .flag("closed", b.closed())
                .time("cycle_start", b.cycle() == null ? null : (Long) b.cycle().start())
                .time("cycle_end", b.cycle() == null ? null : (Long) b.cycle().end())
                .usd("allowance_left_usd", b.allowanceNanos())
                .usd("extra_usage_usd", b.extraUsageNanos()).usd("spent_usd", b.spentNanos())
                .list("grants", b.lots(), lot -> new AnswerFields()
                        .text("grant_id", lot.grantId()).text("kind", lot.kind())
                        .usd("left_usd", lot.leftNanos()).time("expires_at", lot.expiresAt()));
    }
}
