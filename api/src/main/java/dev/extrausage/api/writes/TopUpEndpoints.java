package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Cursor;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.TopUpRow;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Top-ups: asked for, awaited and shown (SPEC A6; API.md section 3). */
final class TopUpEndpoints {
    private static final String MANUAL = "MANUAL";

    private final ReadModel model;
    private final EventWriter writer;
    private final EventSubmission submission;
    private final AccountWatch watch;
    private final WriteAnswers answers;
    private final Supplier<Catalog> catalog;
    private final Clock clock;

    TopUpEndpoints(ReadModel model, EventWriter writer, EventSubmission submission,
            AccountWatch watch, WriteAnswers answers, Supplier<Catalog> catalog, Clock clock) {
        this.model = model;
        this.writer = writer;
        this.submission = submission;
        this.watch = watch;
        this.answers = answers;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** {@code POST A/top-ups}. */
    CompletableFuture<Reply> ask(Call call) {
        String account = call.accountId();
        String key = IdempotencyKey.topUp(call.head());
        Duration wait = WaitPreference.of(call.head());
        BodyFields fields = EventDraft.fields(call, "amount_usd");
        long amount = ChangeBodies.wholeCents(fields);
        EventDraft.note(call, fields);
        Optional<TopUpRow> earlier = earlier(account, key);
        earlier.ifPresent(row -> TopUpAnswers.checkSame(row, account, amount));
        if (earlier.filter(TopUpEndpoints::isAnswered).isPresent()) {
            return CompletableFuture.completedFuture(answer(earlier.get()));
        }
        if (earlier.isEmpty()) {
            checkBounds(amount, catalog.get().at(clock.millis()).topUp());
        }
        TopUpRequested request = new TopUpRequested(
                key, account, amount, MANUAL, clock.instant(), call.who().name());
        return submission.waiting(() -> (earlier.isPresent()
                ? CompletableFuture.completedFuture(0L) : writer.send(request))
                .thenComposeAsync(at -> watch.until(account, () -> answeredAndShown(account, key))
                        .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS),
                        watch.lookers())
                .thenApplyAsync(row -> outcome(row, request), watch.lookers()));
    }

    /** The account's own top-up of that name, or else whoever's. */
    private Optional<TopUpRow> earlier(String account, String key) {
        return model.topUp(account, key).or(() -> model.topUp(key));
    }

    /**
     * Refuses an amount outside the catalog's bounds before anything is sent.
     *
     * @throws Problem bad_request
     */
    static void checkBounds(long amountNanos, TopUpTerms terms) {
        if (!terms.allows(amountNanos)) {
            throw Problem.badValue("amount_usd", UsdText.of(amountNanos), "from "
                    + UsdText.of(terms.minNanos()) + " to " + UsdText.of(terms.maxNanos()));
        }
    }

    private static boolean isAnswered(TopUpRow row) {
        return row.status() != TopUpRow.Status.PENDING;
    }

    /** The answer, once the caller's next look at the account shows it too. */
    private Optional<TopUpRow> answeredAndShown(String account, String key) {
        return model.topUp(account, key).filter(TopUpEndpoints::isAnswered)
                .filter(row -> model.account(account).map(AccountRow::sequence).orElse(0L)
                        >= row.sequence());
    }

    /** Another request of the same key may have come first, also at another instance. */
    private Reply outcome(TopUpRow answered, TopUpRequested request) {
        TopUpRow known = answered != null ? answered
                : earlier(request.getAccountId(), request.getTopUpId())
                        .orElseGet(() -> pending(request));
        TopUpAnswers.checkSame(known, request.getAccountId(), request.getAmountNanos());
        return isAnswered(known) ? answer(known) : TopUpAnswers.pending(known);
    }

    /** The top-up of a request that is on file and cannot be read yet. */
    private static TopUpRow pending(TopUpRequested request) {
        return new TopUpRow(request.getTopUpId(), request.getAccountId(), request.getAmountNanos(),
                MANUAL, TopUpRow.Status.PENDING, null,
                request.getRequestedAt().truncatedTo(ChronoUnit.MILLIS), null, null, null,
                request.getActor());
    }

    private Reply answer(TopUpRow row) {
        JsonNode entry = model.entry(row.accountId(), row.sequence())
                .map(answers::entry).orElse(null);
        return TopUpAnswers.answered(row, entry);
    }

    /** {@code GET A/top-ups/{top_up_id}}. */
    Reply one(Call call) {
        Knowledge knowledge = model.knowledge(call.accountId());
        AccountRow account = account(call);
        TopUpRow row = model.topUp(account.accountId(), call.id("top_up_id"))
                .orElseThrow(() -> Problem.notFound("such top-up"));
        return tagged(call, account, knowledge, List.of(row),
                WriteAnswers.putAge(TopUpAnswers.json(row), knowledge));
    }

    /**
     * An answer with its {@code ETag}, or 304. A request makes no entry before it is answered, so
     * the account's sequence says that nothing has happened only where none is pending, and where
     * no row is of a later entry than the account's snapshot.
     */
    private static Reply tagged(Call call, AccountRow account, Knowledge knowledge,
            List<TopUpRow> rows, ObjectNode body) {
        String tag = EntityTag.of(account.sequence());
        boolean isSettled = !knowledge.stale() && rows.stream().allMatch(
                row -> isAnswered(row) && row.sequence() <= account.sequence());
        return isSettled && EntityTag.isKnown(call.head(), tag) ? EntityTag.notModified(tag)
                : Reply.ok(body).with("ETag", tag);
    }

    private AccountRow account(Call call) {
        return model.account(call.accountId())
                .orElseThrow(() -> Problem.notFound("such account"));
    }

    /** {@code GET A/top-ups}, the newest first. */
    Reply list(Call call) {
        String account = call.accountId();
        Cursor cursor = call.query().cursor();
        int limit = call.query().limit();
        // The age before the rows: they may be newer than it says, never older.
        Knowledge knowledge = model.knowledge(account);
        AccountRow row = account(call);
        Slice<TopUpRow> slice = model.topUps(
                account, cursor == null ? null : cursor.text(0), limit);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("account_id", account).put("sequence", row.sequence());
        WriteAnswers.putAge(body, knowledge);
        ArrayNode rows = body.putArray("top_ups");
        slice.rows().forEach(topUp -> rows.add(TopUpAnswers.json(topUp)));
        body.put("next", slice.next() == null ? null : Cursor.of(slice.next()).toString());
        return tagged(call, row, knowledge, slice.rows(), body);
    }
}
