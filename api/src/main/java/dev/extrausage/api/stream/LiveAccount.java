package dev.extrausage.api.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.accounts.AccountJson;
import dev.extrausage.api.accounts.BesideSnapshot;
import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.Notice;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The questions of a feed about one account.
 *
 * @param latest the account as it stands now; empty: there is none
 * @param entriesAfter the entries after a number, oldest first, at most so many
 * @param notices of an entry, as the ledger wrote them
 * @param onChange calls a signal whenever there is more to read, until it is closed
 */
record LiveAccount(String accountId, Supplier<Optional<Standing>> latest,
        BiFunction<Long, Integer, List<EntryRow>> entriesAfter,
        Function<EntryRow, List<Notice>> notices,
        Function<Runnable, AutoCloseable> onChange) {
    /**
     * The account as of one of its entries.
     *
     * @param stale true where the ledger has had newer entries for too long
     * @param json makes the data of the event {@code account}
     */
    record Standing(long sequence, boolean stale, Supplier<? extends JsonNode> json) { }

    /** The account in a read model. */
    static LiveAccount of(String accountId, ReadModel model, BesideSnapshot beside,
            Supplier<Catalog> catalog, Function<EntryRow, List<Notice>> notices) {
        return new LiveAccount(accountId, () -> {
            Knowledge known = model.knowledge(accountId);
            return model.account(accountId).map(account -> new Standing(account.sequence(),
                    known.stale(), () -> json(account, beside, known, catalog)));
        }, (sequence, limit) -> model.entriesAfter(accountId, sequence, limit), notices,
                signal -> model.onChange(accountId, signal));
    }

    private static ObjectNode json(AccountRow account, BesideSnapshot beside,
            Knowledge known, Supplier<Catalog> catalog) {
        return AccountJson.of(account.balance(), beside.of(account), known, catalog.get());
    }
}
