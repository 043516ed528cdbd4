package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.SettingBody;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.explain.RefusalWords;
import dev.extrausage.journal.reports.whatif.SettingPreview;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Previews of settings: the last 30 days of an account under another one. */
public final class PreviewRoutes {
    private static final long SPAN = Duration.ofDays(30).toMillis();
    private static final String ASSUMPTION = "Each auto-reload that falls due is taken to be paid"
            + " at once; those of the account's own past, and its later settings of this kind, are"
            + " left out.";

    private final AccountReading reading;
    private final Clock clock;

    /** Previews on the accounts that {@code reading} reads; {@code clock} tells the present. */
    public PreviewRoutes(AccountReading reading, Clock clock) {
        this.reading = reading;
        this.clock = clock;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(Route.post("/v1/accounts/{account_id}/settings/preview")
                .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE)
                .body(Route.USUAL_BODY, "application/json").to(work.on(this::preview)));
    }

    private Reply preview(Call call) {
        SettingBody asked = SettingBody.of(call.body());
        BodyFields fields = asked.read(call.body());
        if (fields.has("note")) {
            fields.note("note");
        }
        long now = clock.millis();
        AccountAge known = reading.known(call.accountId());
        SettingPreview preview = new SettingPreview(call.accountId(), asked.change(fields),
                now - SPAN, reading.catalog().get());
        reading.read(call.accountId(), known, preview::add);
        preview.end(now);
        if (preview.refused() != null) {
            throw refused(preview.refused());
        }
        return Reply.ok(known.begin(call.accountId())
                .text("setting", asked.path())
                .time("from", preview.from()).time("to", now)
                .object("as_it_was", figures(preview.written()))
                .object("as_it_would_be", figures(preview.decided()))
                .list("top_ups", preview.topUps(), topUp -> new AnswerFields()
                        .time("at", topUp.at()).usd("amount_usd", topUp.amountNanos()))
                .text("assumption", ASSUMPTION).node());
    }

    private Problem refused(WrittenEntry entry) {
        return Problem.of(ProblemCode.REFUSED, RefusalWords.sentence(entry.accountId(),
                entry.cause().event(), entry.cause().receivedAt(), entry.clock(),
                entry.reason().name(), reading.catalog().get()))
                .with("reason", entry.reason().name());
    }

    private static AnswerFields figures(SettingPreview.Figures f) {
        return new AnswerFields().number("top_ups", f.topUps()).usd("bought_usd", f.boughtNanos())
                .number("blocked_requests", f.blockedRequests())
                .usd("blocked_usd", f.blockedNanos())
                .time("first_blocked_at", f.firstBlockedAt())
                .usd("extra_usage_usd", f.extraUsageNanos());
    }
}
