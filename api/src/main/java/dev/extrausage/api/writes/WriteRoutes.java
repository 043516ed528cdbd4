package dev.extrausage.api.writes;

import static dev.extrausage.api.access.Role.CUSTOMER;
import static dev.extrausage.api.access.Role.FINANCE;
import static dev.extrausage.api.access.Role.OPERATOR;
import static dev.extrausage.api.access.Role.SUPPORT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Endpoint;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The table of writes: who may call each, and what answers it (API.md sections 2 and 3). Owns the
 * threads on which answers are made.
 */
public final class WriteRoutes implements AutoCloseable {
    private static final String ACCOUNTS = "/v1/accounts";
    private static final String A = ACCOUNTS + "/{" + Route.ACCOUNT + "}";
    private static final String SETTINGS = A + "/settings/";
    private static final int READERS = 4;
    private static final int MOST_READING = 64;

    private final Clock clock;
    private final AccountWatch watch;
    private final Errands reading = new Errands("writes-reading", READERS, MOST_READING);
    private final Errands resubmitting = new Errands("resubmitting", 1, 1);
    private final LazyDesk desk;
    private final EventEndpoints events;
    private final TopUpEndpoints topUps;
    private final CreditEndpoints credits;
    private final ReversalEndpoint reversals;
    private final AttentionEndpoints attention;
    private final RejectedEndpoint rejected;
    private final ResubmissionEndpoint resubmissions;

    /**
     * The collaborators of writes; none of them is closed with this.
     *
     * @param model tells what is decided
     * @param writer appends inputs
     * @param cluster reaches Kafka, or fails with {@code ClusterProblem}
     * @param journal reads all entries, for what is resubmitted
     * @param entries finds one entry, for what is reversed
     * @param catalog the one that the ledger decides by now
     * @param shown an entry as all answers show it
     */
    public record Parts(ReadModel model, EventWriter writer, Supplier<Cluster> cluster,
            AccountJournal journal, AccountEntries entries, Supplier<Catalog> catalog,
            Function<EntryRow, ? extends JsonNode> shown) { }

    /** Makes an event of a call. */
    @FunctionalInterface
    private interface Body {
        AccountEvent event(Call call, long now);
    }

    /** The writes that {@code parts} carry out. */
    public WriteRoutes(Parts parts, WriteSettings settings, Clock clock) {
        this.clock = clock;
        ReadModel model = parts.model();
        watch = new AccountWatch(model);
        desk = new LazyDesk(parts.cluster());
        WriteAnswers answers = new WriteAnswers(parts.shown(), parts.catalog());
        EventSubmission submission =
                new EventSubmission(model, parts.writer(), watch, settings.mostWaiting());
        events = new EventEndpoints(
                model, submission, answers, parts.entries(), reading, clock);
        topUps = new TopUpEndpoints(
                model, parts.writer(), submission, watch, answers, parts.catalog(), clock);
        credits = new CreditEndpoints(model, submission, answers, new DailyBound(model,
                settings.perCallNanos(), settings.perDayNanos(), clock),
                new ApprovalDesk(desk::get, reading), clock);
        reversals = new ReversalEndpoint(
                model, parts.entries(), submission, answers, reading, clock);
        attention = new AttentionEndpoints(desk::get, reading, submission, answers, clock);
        rejected = new RejectedEndpoint(parts.cluster(), reading);
        resubmissions = new ResubmissionEndpoint(parts.cluster(), parts.journal(),
                parts.catalog(), settings.ledgerGroup(), resubmitting, clock);
    }

    /** The routes. */
    public List<Route> routes() {
        return Stream.of(ofCustomers(), ofSupport(), ofOperators(), ofLists())
                .flatMap(List::stream).toList();
    }

    private List<Route> ofCustomers() {
        return List.of(
                Route.put(SETTINGS + "auto-reload").by(CUSTOMER)
                        .to(write(ChangeBodies::autoReload)),
                Route.put(SETTINGS + "spend-limit").by(CUSTOMER)
                        .to(write(ChangeBodies::spendLimit)),
                Route.put(SETTINGS + "extra-usage").by(CUSTOMER)
                        .to(write(ChangeBodies::extraUsage)),
                Route.put(SETTINGS + "low-balance").by(CUSTOMER)
                        .to(write(ChangeBodies::lowBalance)),
                Route.post(A + "/starter-credit/claim").by(CUSTOMER)
                        .to(write(ChangeBodies::claim)),
                Route.post(A + "/top-ups").by(CUSTOMER).to(Failures.asProblems(topUps::ask)));
    }

    private List<Route> ofSupport() {
        return List.of(
                Route.post(A + "/starter-credit/offer").by(SUPPORT).to(write(ChangeBodies::offer)),
                Route.post(A + "/credits").by(SUPPORT)
                        .to(Failures.asProblems(credits::goodwill)),
                Route.post(A + "/credits/{grant_id}/void").by(SUPPORT)
                        .to(write(ChangeBodies::voidCredit)),
                Route.post(A + "/refunds").by(SUPPORT, FINANCE)
                        .to(Failures.asProblems(credits::refund)),
                Route.post(A + "/entries/{sequence}/reverse").by(SUPPORT)
                        .to(Failures.asProblems(reversals::reverse)));
    }

    private List<Route> ofOperators() {
        return List.of(
                Route.post(ACCOUNTS).by(OPERATOR).to(write(ChangeBodies::open)),
                Route.put(A + "/plan").by(OPERATOR).to(Failures.asProblems(events::plan)),
                Route.post(A + "/close").by(OPERATOR).to(write(ChangeBodies::close)),
                Route.post("/v1/resubmissions").by(OPERATOR)
                        .to(Failures.asProblems(resubmissions::resubmit)));
    }

    private List<Route> ofLists() {
        return List.of(
                Route.get(A + "/events/{" + EventEndpoints.ID + "}")
                        .by(CUSTOMER, SUPPORT, FINANCE, OPERATOR)
                        .to(Failures.asProblems(events::one)),
                Route.get(A + "/top-ups").by(CUSTOMER, SUPPORT, FINANCE, OPERATOR)
                        .query("limit", "cursor").to(Failures.asProblems(direct(topUps::list))),
                Route.get(A + "/top-ups/{top_up_id}").by(CUSTOMER, SUPPORT, FINANCE, OPERATOR)
                        .to(Failures.asProblems(direct(topUps::one))),
                Route.get("/v1/attention").by(FINANCE, OPERATOR)
                        .query("state", "account_id", "limit", "cursor")
                        .to(Failures.asProblems(attention::list)),
                Route.get("/v1/attention/{case}").by(FINANCE, OPERATOR)
                        .to(Failures.asProblems(attention::one)),
                Route.post("/v1/attention/{case}/settle").by(FINANCE, OPERATOR)
                        .to(Failures.asProblems(attention::settle)),
                Route.get("/v1/rejected-events").by(OPERATOR)
                        .query("from", "to", "topic", "limit", "cursor")
                        .to(Failures.asProblems(rejected::list)));
    }

    private static Endpoint direct(Endpoint.Direct endpoint) {
        return call -> CompletableFuture.completedFuture(endpoint.answer(call));
    }

    private Endpoint write(Body body) {
        return Failures.asProblems(call -> events.submit(call, body.event(call, clock.millis())));
    }

    @Override
    public void close() {
        watch.close();
        reading.close();
        resubmitting.close();
        desk.close();
    }
}
