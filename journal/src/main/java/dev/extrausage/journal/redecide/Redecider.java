package dev.extrausage.journal.redecide;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one engine that decides a journal's causes again, each by the rules and the catalog version
 * that its entry names (J3, J5). The audit compares the result with bytes; reports show it beside what is written. The
 * engine keeps no account: its callers hold the state, because an audit may go back to an earlier
 * one.
 */
public final class Redecider {
    private final Catalog whole;
    /** For each version by name, the catalog as it was when that version was the latest. */
    private final Map<String, Catalog> upTo = new HashMap<>();

    /** An engine over all versions of {@code catalog}, the one the ledger decides by. */
    public Redecider(Catalog catalog) {
        whole = catalog;
        List<CatalogVersion> all = catalog.versions();
        for (int i = 0; i < all.size(); i++) {
            upTo.put(all.get(i).version(), new Catalog(all.subList(0, i + 1)));
        }
    }

    /** The catalog with all its versions. */
    public Catalog catalog() {
        return whole;
    }

    /** True if the catalog has a version of that name. */
    public boolean knows(String version) {
        return upTo.containsKey(version);
    }

    /**
     * The catalog as it was when {@code version} decided an input of {@code time}; null if it has
     * no such version. A version that was put into the file after the fact, for a time that had
     * been decided, does not change what was decided.
     */
    public Catalog catalogOf(String version, long time) {
        return whole.at(time).version().equals(version) ? whole : upTo.get(version);
    }

    /** True if this program can decide by that version of the rules (J5). */
    public static boolean knowsRules(int version) {
        return version >= Ledger.OLDEST_RULES_VERSION && version <= Ledger.RULES_VERSION;
    }

    /**
     * Decides {@code cause} after {@code before} by {@code catalog}, and by the rules that its
     * entry names; by the newest where this program does not know those, which is a guess.
     */
    public Redecision decide(int rules, Account before, Input cause, Catalog catalog) {
        try {
            return new Redecision.Decided(Ledger.decide(
                    knowsRules(rules) ? rules : Ledger.RULES_VERSION, before, cause, catalog));
        } catch (RuntimeException e) {
            // The state is only a guess, or the account's plan is in no version of the catalog.
            return new Redecision.Undecidable(e.getMessage());
        }
    }
}
