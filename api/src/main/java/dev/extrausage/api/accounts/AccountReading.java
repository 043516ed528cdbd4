package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Problem;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.redecide.RedecidedHistory;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The entries of accounts, read from the journal up to what is known of each now: an answer is then
 * as of one entry, however many come while it is made.
 *
 * @param accounts the age of what is known of an account; empty: it has no entry
 * @param entries reads them
 * @param catalog the one that the ledger decides by now
 */
public record AccountReading(Function<String, Optional<AccountAge>> accounts,
        AccountEntries entries, Supplier<Catalog> catalog) {
    /**
     * Returns what is known of an account.
     *
     * @throws Problem not_found: it has no entry
     */
    AccountAge known(String accountId) {
        return accounts.apply(accountId).orElseThrow(() -> Problem.notFound("such account"));
    }

    /** Hands on the account's entries from the first to the latest that is known. */
    void read(String accountId, AccountAge known, Consumer<WrittenEntry> listener) {
        entries.read(accountId, null, known.sequence(),
                placed -> listener.accept(placed.entry()));
    }

    /** The same, decided again; returns what it came to. */
    RedecidedHistory redecide(
            String accountId, AccountAge known, Consumer<RedecidedEntry> listener) {
        RedecidedHistory history = new RedecidedHistory(accountId, catalog.get());
        read(accountId, known, entry -> listener.accept(history.next(entry)));
        return history;
    }
}
