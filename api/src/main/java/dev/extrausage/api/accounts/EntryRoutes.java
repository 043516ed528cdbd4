package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.EntryPlace;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.journal.read.PlacedEntry;
import dev.extrausage.journal.redecide.AccountHistory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Single entries, whole: why, and the proof. An entry never changes. */
public final class EntryRoutes {
    private static final String PATH = "/v1/accounts/{account_id}/entries/{sequence}";

    private final Function<String, Optional<AccountAge>> accounts;
    private final AccountEntries entries;
    private final KnownPlaces places;
    private final AccountHistory histories;

    /**
     * The entries of the accounts that {@code accounts} knows.
     *
     * @param accounts the age of what is known of an account; empty: it has no entry
     * @param entries reads them
     * @param places where they lie, as far as it is known
     * @param histories decides them again
     */
    public EntryRoutes(Function<String, Optional<AccountAge>> accounts, AccountEntries entries,
            KnownPlaces places, AccountHistory histories) {
        this.accounts = accounts;
        this.entries = entries;
        this.places = places;
        this.histories = histories;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(
                Route.get(PATH)
                        .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR)
                        .to(work.on(this::detail)),
                Route.get(PATH + "/proof")
                        .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR)
                        .to(work.on(this::proof)));
    }

    private Reply detail(Call call) {
        AccountAge known = known(call);
        String tag = EntityTag.of(call.sequence());
        if (known.isUnchanged(call.head(), tag)) {
            return EntityTag.notModified(tag);
        }
        AccountHistory.Found found = histories.at(call.accountId(), call.sequence())
                .orElseThrow(() -> unknown(call));
        AnswerFields age = known.age(new AnswerFields());
        return known.kept(
                Reply.ok(EntryDetailJson.of(found).setAll(age.node())).with("ETag", tag));
    }

    private Reply proof(Call call) {
        AccountAge known = known(call);
        String tag = EntityTag.of(call.sequence());
        return known.isUnchanged(call.head(), tag) ? EntityTag.notModified(tag)
                : known.kept(Reply.ok(ProofJson.of(placed(call), known)).with("ETag", tag));
    }

    private PlacedEntry placed(Call call) {
        long sequence = call.sequence();
        List<EntryPlace> known = places.after(call.accountId(), sequence - 1, 1);
        return !known.isEmpty() && known.get(0).sequence() == sequence
                ? entries.at(call.accountId(), known.get(0))
                : histories.at(call.accountId(), sequence).orElseThrow(() -> unknown(call))
                        .placed();
    }

    /** Refuses what is not there without a reading of the journal. */
    private AccountAge known(Call call) {
        AccountAge known = accounts.apply(call.accountId())
                .orElseThrow(() -> Problem.notFound("such account"));
        if (call.sequence() > known.sequence()) {
            throw unknown(call);
        }
        return known;
    }

    private static Problem unknown(Call call) {
        return Problem.notFound("entry " + call.sequence() + " of this account");
    }
}
