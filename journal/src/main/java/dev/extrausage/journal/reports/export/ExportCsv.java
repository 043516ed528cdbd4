package dev.extrausage.journal.reports.export;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Event;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.CsvLines;
import dev.extrausage.journal.reports.Sum;
import java.math.BigDecimal;

/** Movements for a spreadsheet: amounts are exact decimals in US dollars. */
public final class ExportCsv {
    /** The first line: the names of the columns. */
    public static final String HEAD = CsvLines.line("account_id", "sequence", "event_id",
            "effective_at", "occurred_at", "received_at", "cause", "actor", "app", "session_id",
            "model", "member_id", "service_tier", "from_pool", "to_pool", "grant_id", "grant_kind",
            "amount_usd", "allowance_change_usd", "extra_usage_change_usd", "allowance_left_usd",
            "extra_usage_usd");

    private ExportCsv() {}

    /** A line, without its end. */
    public static String line(ExportedMovement m) {
        Posting p = m.posting();
        UsageEvent u = m.usage();
        Event event = m.movement().entry().cause().event();
        return CsvLines.line(event.accountId(), m.movement().entry().sequence(), event.eventId(),
                UtcTime.format(p.effectiveAt()), UtcTime.format(event.occurredAt()),
                UtcTime.format(m.movement().entry().cause().receivedAt()), m.movement().cause(),
                event instanceof AccountEvent a ? a.actor() : null, u == null ? null : u.app(),
                u == null ? null : u.sessionId(), u == null ? null : u.model(),
                u == null ? null : u.memberId(), u == null ? null : u.serviceTier(),
                p.from(), p.to(), p.grantId(), m.grantKind(), usd(p.amountNanos()),
                usd(BalanceBefore.change(Pool.ALLOWANCE, p)),
                usd(BalanceBefore.change(Pool.EXTRA_USAGE, p)),
                usd(m.movement().allowanceNanos()), usd(m.movement().extraUsageNanos()));
    }

    /** No text to a spreadsheet's guard against formulas: an amount may begin with a minus. */
    private static BigDecimal usd(long nanos) {
        return new BigDecimal(Sum.of(nanos).plain());
    }
}
