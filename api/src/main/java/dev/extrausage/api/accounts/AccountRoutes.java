package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.view.ReadModel;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The routes that read accounts, their entries, usage and sessions from the read model. */
public final class AccountRoutes {
    private static final String ACCOUNTS = "/v1/accounts";
    private static final String A = ACCOUNTS + "/{" + Route.ACCOUNT + "}";
    private static final Role[] STAFF = {Role.FINANCE, Role.OPERATOR};
    private static final Role[] CUSTOMER_AND_STAFF =
            {Role.CUSTOMER, Role.FINANCE, Role.OPERATOR};
    private static final Role[] MEMBER_TOO =
            {Role.CUSTOMER, Role.MEMBER, Role.FINANCE, Role.OPERATOR};

    /** Offsets of the journal for one page of entries: about a second's reading. */
    private static final long MOST_READ = 200_000;

    private AccountRoutes() {}

    /**
     * The routes.
     *
     * @param catalog the catalog in force
     * @param clock tells which are the last 30 days
     * @param journal has the entries that the read model no longer keeps one by one
     * @param work reads it
     */
    public static List<Route> of(ReadModel model, Supplier<Catalog> catalog, Clock clock,
            AccountEntries journal, JournalWork work) {
        return of(model, catalog, clock, work, new EntryPages(model, journal, MOST_READ));
    }

    static List<Route> of(ReadModel model, Supplier<Catalog> catalog, Clock clock,
            JournalWork work, EntryPages pages) {
        Freshness freshness = new Freshness(model);
        AccountReads accounts = new AccountReads(
                model, freshness, new BesideSnapshot(model), catalog);
        EntryLists entries = new EntryLists(model, freshness, pages);
        UsageReports usage = new UsageReports(model, freshness, clock);
        SessionLists sessions = new SessionLists(model, freshness);
        return List.of(
                Route.get(ACCOUNTS).by(Role.SUPPORT, STAFF)
                        .query("prefix", "plan", "below_usd", "limit", "cursor")
                        .answers(accounts::list),
                Route.get(A).by(Role.SUPPORT, CUSTOMER_AND_STAFF).answers(accounts::one),
                Route.get(A + "/entries").by(Role.SUPPORT, CUSTOMER_AND_STAFF)
                        .query("from", "to", "type", "outcome", "app", "model", "session",
                                "member", "min_usd", "limit", "cursor")
                        .to(entries.ofAccount(work)),
                Route.get(A + "/usage").by(Role.SUPPORT, MEMBER_TOO)
                        .query("from", "to", "bucket", "group_by", "tz", "member")
                        .answers(usage::answer),
                Route.get(A + "/sessions").by(Role.SUPPORT, MEMBER_TOO)
                        .query("from", "to", "member", "limit", "cursor").answers(sessions::list),
                Route.get(A + "/sessions/{" + SessionLists.ID + "}").by(Role.SUPPORT, MEMBER_TOO)
                        .answers(sessions::one),
                Route.get("/v1/actions").by(Role.SUPPORT, STAFF)
                        .query("actor", "account_id", "from", "to", "limit", "cursor")
                        .answers(entries::actions));
    }
}
