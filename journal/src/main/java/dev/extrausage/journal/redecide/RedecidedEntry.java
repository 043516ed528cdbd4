package dev.extrausage.journal.redecide;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Change;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Event;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.List;

/**
 * An entry as written, beside its cause decided again.
 *
 * @param entry as written
 * @param moved its postings, with each pool's amount before and after, by the postings alone
 * @param before the account before it, decided again
 * @param decided the entry, decided again; null where it cannot be decided
 * @param after the account after it, decided again
 * @param catalog the catalog that it was decided by
 * @param doubt the reason why {@code before}, {@code decided} and {@code after} are not to be
 *     believed; null when this entry and all before it were decided as they are written
 */
public record RedecidedEntry(
        WrittenEntry entry, List<Moved> moved, Account before, Entry decided, Account after,
        Catalog catalog, String doubt) {

    /** True if deciding again gave what is written, here and in every entry before. */
    public boolean isTrusted() {
        return doubt == null;
    }

    /** The catalog version that decides the entry. */
    public CatalogVersion version() {
        return catalog.at(entry.cause().time());
    }

    /** True if the catalog at hand has the version that the entry names. */
    public boolean knowsVersion() {
        return version().version().equals(entry.catalogVersion());
    }

    /**
     * The effect of time's passing alone: the account after D2 and before D3, and an entry whose
     * postings are those of D2. An account that was not open is as before.
     */
    public Decision timePassed() {
        Event cause = entry.cause().event();
        Event passing = new AccountEvent(cause.eventId(), entry.accountId(), cause.occurredAt(),
                "ledger", new Change.TimePassed(entry.cause().time()));
        return Ledger.decide(Redecider.knowsRules(entry.rulesVersion())
                ? entry.rulesVersion() : Ledger.RULES_VERSION, before, new Input(passing, entry.cause().receivedAt()), catalog);
    }
}
