package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.reports.trial.TrialBalance;
import java.time.Clock;
import java.util.List;

/**
 * The trial balance of all accounts. It reads the whole journal, so one is made at a time; it is as
 * of the moment when the reading began.
 */
public final class TrialBalanceRoutes {
    private final AccountJournal journal;
    private final Clock clock;
    private final Object oneAtATime = new Object();

    /** The trial balance of {@code journal}; {@code clock} tells when it is read. */
    public TrialBalanceRoutes(AccountJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(Route.get("/v1/trial-balance").by(Role.FINANCE).query("at")
                .to(work.on(this::trialBalance)));
    }

    private Reply trialBalance(Call call) {
        Long at = call.query().time("at");
        synchronized (oneAtATime) {
            long knownAt = clock.millis();
            return Reply.ok(json(TrialBalance.of(journal, at), knownAt).node());
        }
    }

    static AnswerFields json(TrialBalance.Report report, long knownAt) {
        return new AnswerFields().time("known_at", knownAt).flag("stale", false)
                .time("at", report.at()).number("accounts", report.accounts())
                .number("entries", report.entries())
                .list("pools", report.balances().entrySet(), pool -> new AnswerFields()
                        .text("pool", pool.getKey()).usd("balance_usd", pool.getValue()))
                .usd("total_usd", report.total())
                .list("liability", report.liability().entrySet(), kind -> new AnswerFields()
                        .text("kind", kind.getKey()).usd("left_usd", kind.getValue()))
                .flag("adds_up", report.complaints().isEmpty())
                .texts("complaints", report.complaints());
    }
}
