package dev.extrausage.client.gate;

import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UtcTime;
import java.util.List;

/** A gate's book with one account, and the questions that it is asked. */
abstract class AdmissionStand {
    static final Catalog CATALOG = Catalogs.example();
    static final long DOLLAR = 1_000_000_000L;
    static final long TTL = 60_000;
    static final long STALE = 5_000;

    long now = UtcTime.parse("now", "2026-01-10T00:00:00Z");
    final BalanceBook book = book(1, 1_000, GatePolicy.FAIL_CLOSED);
    Account account = pro(CATALOG, now);

    static BalanceBook book(int gateways, int holds, GatePolicy policy) {
        BalanceBook book = new BalanceBook(() -> CATALOG,
                new GatePolicies(policy, policy, STALE, policy, policy, policy), holds, TTL,
                gateways);
        book.watermarks.begin(1);
        return book;
    }

    /** Pro with its allowance of $20 and $5 bought. */
    static Account pro(Catalog catalog, long now) {
        return pro("ada", catalog, now);
    }

    static Account pro(String name, Catalog catalog, long now) {
        Account account = Account.unknown(name);
        for (Change change : List.of(new Change.PlanStarted("pro", 1, null),
                new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p", null))) {
            account = Ledger.decide(account, new Input(new AccountEvent(
                    EventId.derived(now, change.toString()), name, now, "test", change), now),
                    catalog).account();
        }
        return account;
    }

    void fresh(BalanceBook in, Long usageOffset) {
        in.watermarks.advance(0, now);
        in.apply(SnapshotMaker.of(account, usageOffset, CATALOG));
    }

    Admission admit(BalanceBook in, String app, long nanos) {
        return in.admit(question(in, app, nanos), in.find("ada"));
    }

    GateAnswer check(BalanceBook in, String app, long nanos) {
        return in.check(question(in, app, nanos), in.find("ada"));
    }

    GateQuestion question(BalanceBook in, String app, long nanos) {
        return in.question("ada", app, nanos, now);
    }

    Admission hold(BalanceBook in, String name) {
        in.watermarks.advance(0, now);
        return in.admit(new GateQuestion(name, false, DOLLAR, now), in.find(name));
    }
}
