package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Endpoint;
import dev.extrausage.core.Outcome;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.ActionFilter;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Lists of entries: an account's, and what people and services did to all accounts. */
final class EntryLists {
    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::name).toList();

    private final ReadModel model;
    private final Freshness freshness;
    private final EntryPages pages;

    EntryLists(ReadModel model, Freshness freshness, EntryPages pages) {
        this.model = model;
        this.pages = pages;
        this.freshness = freshness;
    }

    /** {@code GET A/entries}, the newest first: on a thread of the journal's where that is read. */
    Endpoint ofAccount(JournalWork work) {
        Endpoint fromJournal = work.on(call -> ofAccount(call, wanted ->
                Optional.of(pages.page(wanted))).orElseThrow());
        return call -> ofAccount(call, pages::pageOfReadModel)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> fromJournal.answer(call));
    }

    private Optional<Reply> ofAccount(
            Call call, Function<EntryPages.Wanted, Optional<Slice<EntryRow>>> reading) {
        QueryFields query = call.query();
        EntryPages.Wanted wanted = EntryPages.Wanted.of(
                call.accountId(), filters(query), query.cursor(), query.limit());
        return freshness.ofAccountIf(call, true, (account, known) ->
                reading.apply(wanted).map(page -> entries(account, known, page)));
    }

    private static ObjectNode entries(AccountRow account, Knowledge known, Slice<EntryRow> page) {
        AnswerFields json = new AnswerFields().text("account_id", account.accountId())
                .number("sequence", account.sequence());
        return Freshness.put(json, known).list("entries", page.rows(), EntryRowJson::fields)
                .text("next", page.next()).node();
    }

    /** One filter for each pair of a type and an outcome that are asked for. */
    private static List<EntryFilter> filters(QueryFields query) {
        List<String> types = orAny(query.choices("type", EntryKinds.NAMES));
        List<String> outcomes = orAny(query.choices("outcome", OUTCOMES));
        AskedPeriod period = AskedPeriod.given(query);
        List<EntryFilter> filters = new ArrayList<>();
        for (String type : types) {
            for (String outcome : outcomes) {
                filters.add(new EntryFilter(period.from(), period.to(), type,
                        outcome == null ? null : Outcome.valueOf(outcome),
                        QueryNames.name(query, "app"), QueryNames.name(query, "model"),
                        QueryNames.name(query, "session"), QueryNames.name(query, "member"),
                        query.usd("min_usd")));
            }
        }
        return filters;
    }

    private static List<String> orAny(List<String> chosen) {
        return chosen.isEmpty() ? Collections.singletonList(null) : chosen;
    }

    /** {@code GET /v1/actions}, the newest first. */
    Reply actions(Call call) {
        QueryFields query = call.query();
        AskedPeriod period = AskedPeriod.given(query);
        ActionFilter filter = new ActionFilter(QueryNames.name(query, "actor"),
                query.name("account_id", QueryNames.LONGEST_ACCOUNT), period.from(), period.to());
        String from = QueryNames.mark(query);
        int limit = query.limit();
        return freshness.ofMany(() -> model.actions(filter, from, limit), EntryRow::accountId,
                (page, known) -> Freshness.put(new AnswerFields(), known)
                        .list("actions", page.rows(), EntryRowJson::action)
                        .text("next", QueryNames.next(page.next())).node());
    }
}
