package dev.extrausage.journal.redecide;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.EntryPlace;
import dev.extrausage.journal.read.PlacedEntry;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Single entries of accounts, decided again without reading each account from its first entry every
 * time: what a history had come to is kept at some entries, and the next question goes on from the
 * last of these before it. Safe for use by several threads.
 */
public final class AccountHistory {
    /**
     * A history is kept every so many entries on the way: far enough apart that a long account does
     * not fill the memory, near enough that going back one step is no matter.
     */
    static final int STRIDE = 500;

    private final AccountEntries entries;
    private final Supplier<Catalog> catalog;
    private final KeptHistories kept;

    /**
     * The histories of accounts whose entries are {@code entries}.
     *
     * @param catalog the one that the ledger decides by now; another object forgets all that was
     *     kept
     * @param mostBytes the memory for what is kept, about
     */
    public AccountHistory(AccountEntries entries, Supplier<Catalog> catalog, long mostBytes) {
        this.entries = entries;
        this.catalog = catalog;
        kept = new KeptHistories(mostBytes);
    }

    /** An entry as it lies in the journal, beside its cause decided again. */
    public record Found(PlacedEntry placed, RedecidedEntry step) {}

    /**
     * The account's entry of that number; empty if there is none. Whoever knows that there is none
     * should not ask: it is a scan to the journal's end.
     *
     * @throws dev.extrausage.journal.read.JournalUnreadable when the journal cannot be read
     */
    public Optional<Found> at(String accountId, long sequence) {
        Catalog now = catalog.get();
        KeptHistories.Kept begin = kept.before(now, accountId, sequence);
        RedecidedHistory history = begin == null
                ? new RedecidedHistory(accountId, now) : begin.history().copy();
        EntryPlace[] last = {begin == null ? null : begin.place()};
        Found[] found = new Found[1];
        entries.read(accountId, last[0], sequence, placed -> {
            long next = placed.entry().sequence();
            // What stands before the one asked for answers the next question about it, too.
            if (last[0] != null && (next == sequence || last[0].sequence() % STRIDE == 0)) {
                kept.keep(now, accountId, last[0], history);
            }
            last[0] = placed.place();
            RedecidedEntry step = history.next(placed.entry());
            found[0] = next == sequence ? new Found(placed, step) : null;
        });
        return Optional.ofNullable(found[0]);
    }
}
