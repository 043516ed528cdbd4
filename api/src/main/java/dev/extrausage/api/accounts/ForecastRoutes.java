package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.Account;
import dev.extrausage.journal.reports.balance.Forecast;
import java.time.Clock;
import java.util.List;

/** Forecasts of how long an account's credit lasts. */
public final class ForecastRoutes {
    private final AccountReading reading;
    private final Clock clock;

    /** Forecasts of the accounts that {@code reading} reads; {@code clock} tells the present. */
    public ForecastRoutes(AccountReading reading, Clock clock) {
        this.reading = reading;
        this.clock = clock;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(Route.get("/v1/accounts/{account_id}/forecast")
                .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR)
                .to(work.on(this::forecast)));
    }

    private Reply forecast(Call call) {
        AccountAge known = reading.known(call.accountId());
        if (known.isUnchanged(call.head())) {
            return EntityTag.unkept(EntityTag.notModified(known.tag()));
        }
        Forecast forecast = new Forecast(clock.millis());
        Account account = reading.redecide(call.accountId(), known,
                again -> forecast.add(again.entry())).account();
        return EntityTag.unkept(Reply.ok(known.begin(call.accountId())
                .usd("balance_usd", forecast.balanceNanos(account))
                .list("rates", forecast.rates(account), ForecastRoutes::rate)
                .time("lasts_from", forecast.ends(account).min(Long::compare).orElse(null))
                .time("lasts_to", forecast.ends(account).max(Long::compare).orElse(null))
                .object("busiest_session",
                        forecast.busiest(account).map(ForecastRoutes::session).orElse(null))
                .node()).with("ETag", known.tag()));
    }

    private static AnswerFields rate(Forecast.Rate rate) {
        return new AnswerFields().number("days", (long) rate.days())
                .usd("drawn_usd", rate.drawnNanos()).usd("per_day_usd", rate.perDayNanos())
                .time("lasts_until", rate.lastsUntil());
    }

    private static AnswerFields session(Forecast.Busiest session) {
        return new AnswerFields().text("session_id", session.sessionId())
                .usd("drawn_usd", session.drawnNanos()).time("started_at", session.startedAt())
                .time("ended_at", session.endedAt()).usd("per_hour_usd", session.perHourNanos())
                .time("lasts_until", session.lastsUntil());
    }
}
