package dev.extrausage.journal.redecide;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Ledger;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One account's entries in their order, each beside its cause decided again (J3). From the first
 * entry that differs on, nothing decided again is to be believed, for every entry rests on those
 * before it.
 */
public final class RedecidedHistory {
    private final Redecider redecider;
    private final Holdings holdings;
    private final ArithmeticCheck arithmetic;
    private Account account;
    private String doubt;
    private long entries;

    /** {@code catalog}: the one the ledger decides by. */
    public RedecidedHistory(String accountId, Catalog catalog) {
        redecider = new Redecider(catalog);
        holdings = new Holdings();
        arithmetic = new ArithmeticCheck();
        account = Account.unknown(accountId);
    }

    private RedecidedHistory(RedecidedHistory other) {
        redecider = other.redecider;
        holdings = other.holdings.copy();
        arithmetic = other.arithmetic.copy();
        account = other.account;
        doubt = other.doubt;
        entries = other.entries;
    }

    /** The same history up to here, which goes its own way from here on. */
    public RedecidedHistory copy() {
        return new RedecidedHistory(this);
    }

    /** Decides the account's next entry again. */
    public RedecidedEntry next(WrittenEntry entry) {
        entries++;
        List<Moved> moved = holdings.apply(entry);
        arithmetic.check(entry, holdings, moved);
        Account before = account;
        Catalog catalog = catalogOf(entry);
        Redecision again =
                redecider.decide(entry.rulesVersion(), before, entry.cause(), catalog);
        if (again instanceof Redecision.Decided decided) {
            account = decided.decision().account();
            if (doubt == null) {
                doubt = doubt(entry, WrittenEntry.of(decided.decision().entry()));
            }
            return new RedecidedEntry(entry, moved, before, decided.decision().entry(), account,
                    catalog, doubt);
        }
        if (doubt == null) {
            doubt = "Entry " + entry.sequence() + " cannot be decided again: "
                    + ((Redecision.Undecidable) again).why() + ".";
        }
        return new RedecidedEntry(entry, moved, before, null, before, catalog, doubt);
    }

    /** The whole catalog stands in for one without the version: a guess, and said to be one. */
    private Catalog catalogOf(WrittenEntry entry) {
        Catalog catalog = redecider.catalogOf(entry.catalogVersion(), entry.cause().time());
        return Redecider.asRead(
                entry.rulesVersion(), catalog == null ? redecider.catalog() : catalog);
    }

    /** A sentence on why {@code decided} is not to be believed; null when it is as written. */
    private String doubt(WrittenEntry written, WrittenEntry decided) {
        String entry = "Entry " + written.sequence() + " ";
        if (!Redecider.knowsRules(written.rulesVersion())) {
            return entry + "was decided by version " + written.rulesVersion() + " of the rules, and"
                    + " this program knows those up to version " + Ledger.RULES_VERSION + ".";
        }
        if (!redecider.knows(written.catalogVersion())) {
            return entry + "was decided by catalog version " + written.catalogVersion()
                    + ", which the catalog at hand does not have: name the ledger's own with"
                    + " --catalog.";
        }
        List<Difference> differences = Differences.between(decided, written);
        return differences.isEmpty() ? null : entry + "is not what deciding it again gives ("
                + differences.stream().map(d -> d.field() + ": written " + d.found()
                        + ", decided again " + d.expected()).collect(Collectors.joining("; "))
                + ").";
    }

    /** The number of entries so far. */
    public long entries() {
        return entries;
    }

    /** The account after the latest entry, decided again. */
    public Account account() {
        return account;
    }

    /** The customer's holdings after the latest entry, by postings alone. */
    public Holdings holdings() {
        return holdings;
    }

    /** The check that the entries so far add up. */
    public ArithmeticCheck arithmetic() {
        return arithmetic;
    }

    /** The reason not to believe what is decided again; null while there is none. */
    public String doubt() {
        return doubt;
    }
}
