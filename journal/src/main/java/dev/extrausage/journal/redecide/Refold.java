package dev.extrausage.journal.redecide;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Ledger;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.List;

/**
 * Tells one account's entries in their order, each beside what the one function decides of its
 * cause (J3). From the first entry that differs on, what is decided again is not to be believed any
 * more, for every entry rests on those before it.
 */
public final class Refold {
    private final DecidingCatalog catalogs;
    private final Holdings holdings = new Holdings();
    private final Adding adding = new Adding();
    private Account account;
    private String doubt;

    /** {@code catalog}: the one the ledger decides by. */
    public Refold(String accountId, Catalog catalog) {
        this.catalogs = new DecidingCatalog(catalog);
        this.account = Account.unknown(accountId);
    }

    /** The account's next entry. */
    public Step next(WrittenEntry entry) {
        List<Moved> moved = holdings.apply(entry);
        adding.check(entry, holdings, moved);
        Account before = account;
        Catalog catalog = catalogs.of(entry.catalogVersion(), entry.cause().time());
        Decision decision = decide(before, entry, catalog);
        if (decision == null) {
            return new Step(entry, moved, before, null, before, catalog, doubt);
        }
        account = decision.account();
        if (doubt == null) {
            doubt = NamedDifferences.doubt(entry, decision.entry(), catalog);
        }
        return new Step(entry, moved, before, decision.entry(), account, catalog, doubt);
    }

    /** Null, and a doubt, where an entry cannot be decided: it names a version without its plan. */
    private Decision decide(Account before, WrittenEntry entry, Catalog catalog) {
        try {
            return Ledger.decide(before, entry.cause(), catalog);
        } catch (IllegalStateException e) {
            if (doubt == null) {
                doubt = "Entry " + entry.sequence() + " cannot be decided again: "
                        + e.getMessage() + ".";
            }
            return null;
        }
    }

    /** What the customer holds after the latest entry, by postings alone. */
    public Holdings holdings() {
        return holdings;
    }

    /** Whether the entries so far add up. */
    public Adding adding() {
        return adding;
    }

    /** Why what is decided again is not to be believed; null while it is. */
    public String doubt() {
        return doubt;
    }
}
