package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.journal.reports.statement.AccountStatements;
import dev.extrausage.journal.reports.statement.Period;
import dev.extrausage.journal.reports.statement.Statement;
import dev.extrausage.journal.reports.statement.StatementCsv;
import dev.extrausage.journal.reports.statement.StatementQuestion;
import dev.extrausage.journal.reports.statement.TooManyMovements;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;

/** Statements of an account, as {@code ledger statement} makes them. */
public final class StatementRoutes {
    /** As many as a reader would ever look at; whoever wants more wants the export. */
    private static final int MOST_MOVEMENTS = 20_000;

    private final AccountReading reading;
    private final int mostMovements;

    /** The statements of the accounts that {@code reading} reads. */
    public StatementRoutes(AccountReading reading) {
        this(reading, MOST_MOVEMENTS);
    }

    StatementRoutes(AccountReading reading, int mostMovements) {
        this.reading = reading;
        this.mostMovements = mostMovements;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(Route.get("/v1/accounts/{account_id}/statement")
                .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR)
                .query("cycle", "from", "to", "tz").to(work.on(this::statement)));
    }

    private Reply statement(Call call) {
        StatementQuestion question = question(call.query());
        String zone = call.query().zone().getId();
        AccountAge known = reading.known(call.accountId());
        boolean isCsv = AcceptHeader.prefersCsv(call);
        String tag = isCsv ? EntityTag.of(known.sequence(), "csv") : known.tag();
        if (known.isUnchanged(call.head(), tag)) {
            return EntityTag.notModified(tag).with("Vary", "Accept");
        }
        List<Statement> found = statements(call.accountId(), question, known);
        Reply reply = isCsv ? csv(found)
                : Reply.ok(known.begin(call.accountId()).text("tz", zone)
                        .list("statements", found, StatementAnswerJson::of).node());
        return reply.with("ETag", tag).with("Vary", "Accept");
    }

    private List<Statement> statements(
            String account, StatementQuestion question, AccountAge known) {
        try {
            List<Statement> found = AccountStatements.of(account, question,
                    listener -> reading.read(account, known, listener), reading.catalog().get(),
                    mostMovements).orElseThrow(() -> Problem.notFound("such account"));
            if (found.isEmpty()) {
                throw Problem.notFound(
                        "billing cycle of this account that starts in " + question.month());
            }
            return found;
        } catch (TooManyMovements e) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The period has more than " + mostMovements
                    + " movements: ask for a shorter one, or for the export.", e)
                    .with("bound", "a period of at most " + mostMovements + " movements");
        }
    }

    private static StatementQuestion question(QueryFields query) {
        Long from = query.time("from");
        Long to = query.time("to");
        String cycle = query.text("cycle");
        if (cycle != null && !cycle.matches("20[0-9]{2}-(0[1-9]|1[0-2])")) {
            throw Problem.badValue("cycle", cycle, "a month of 2000 to 2099, YYYY-MM");
        }
        if (cycle != null && (from != null || to != null)) {
            throw Problem.badValue("cycle", cycle, "absent beside from and to");
        }
        return from == null && to == null
                ? new StatementQuestion(cycle == null ? null : YearMonth.parse(cycle), null)
                : new StatementQuestion(null, period(query, from, to));
    }

    /** The span of time from {@code from} to {@code to}; a bound that is null is open. */
    static Period period(QueryFields query, Long from, Long to) {
        if (from != null && to != null && from > to) {
            throw Problem.badValue("to", query.text("to"), "a time not before from");
        }
        return new Period(from, to);
    }

    private static Reply csv(List<Statement> statements) {
        String text = String.join("\r\n", StatementCsv.of(statements)) + "\r\n";
        return Reply.bytes(200, "text/csv; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
