package dev.extrausage.benchmarks.micro;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import java.time.Instant;
import java.util.Random;

/** Accounts and inputs as a running ledger meets them; the same in every run. */
final class Samples {
    /** The catalog that prices them. */
    static final Catalog CATALOG = CatalogFile.defaultCatalog();

    private static final long DOLLAR = 1_000_000_000L;
    private static final long OPENED = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

    private final Random random;
    private long now = OPENED;

    Samples(long seed) {
        random = new Random(seed);
    }

    /** A fresh account on the Pro plan with so many bought grants of five dollars. */
    Account account(String accountId, int grants) {
        Account account = decide(Account.unknown(accountId),
                change(accountId, new Change.PlanStarted("pro", 1, null)));
        for (int i = 0; i < grants; i++) {
            account = decide(account, change(accountId, new Change.CreditGranted("topup-" + i,
                    GrantKind.PURCHASE, 5 * DOLLAR, null, "pay-" + i, "topup-" + i)));
        }
        return account;
    }

    /** A request of a few cents, by an app of that name. */
    Input usage(String accountId, String app) {
        return usage(accountId, app, 1_000 + random.nextInt(4_000), 200 + random.nextInt(1_800));
    }

    /** A request of so many tokens. */
    Input usage(String accountId, String app, long inputTokens, long outputTokens) {
        long at = tick();
        return new Input(new UsageEvent(id(at), accountId, null, at, app, "session-17",
                "claude-sonnet-4-5", inputTokens, outputTokens, 0, 0, 12_000), at + 40);
    }

    /** A change of that account. */
    Input change(String accountId, Change change) {
        long at = tick();
        return new Input(new AccountEvent(id(at), accountId, at, "benchmark", change), at + 40);
    }

    private static Account decide(Account before, Input input) {
        return Ledger.decide(before, input, CATALOG).account();
    }

    private long tick() {
        return now += 1 + random.nextInt(50);
    }

    private EventId id(long at) {
        return EventId.derived(at, Long.toString(random.nextLong()));
    }
}
