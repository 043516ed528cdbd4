package dev.extrausage.api.writes;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker, the ledger, its consumers and two servers, started once for all subjects of writes. */
final class WritesStand {
    static final long USD = 1_000_000_000L;
    static WritingCluster cluster;
    static WritingCluster.Instance first;
    static WritingCluster.Instance second;
    static WriteClient operator;
    static WriteClient support;

    private WritesStand() { }

    static void start(Path folder) throws IOException {
        cluster = new WritingCluster(folder);
        cluster.startLedger();
        cluster.startConsumers();
        WriteSettings bounds = new WriteSettings(100, 100 * USD, 150 * USD,
                LedgerSettings.DEFAULT_APPLICATION_ID);
        first = cluster.instance("first", bounds);
        second = cluster.instance("second", bounds);
        operator = new WriteClient(first, "operator olga");
        support = new WriteClient(first, "support sam");
    }

    static void stop() throws IOException {
        first.close();
        second.close();
        cluster.close();
    }

    static WriteClient open(String account) {
        operator.send("POST", "/v1/accounts", WriteClient.key(),
                "{'account_id': '" + account + "', 'plan': 'pro', 'seats': 1}").is(200);
        return new WriteClient(first, "customer cora " + account);
    }

    static String of(String account, String rest) {
        return "/v1/accounts/" + account + rest;
    }

    static void publish(Event... events) {
        try (Cluster kafka = cluster.connect();
                Publisher publisher = Publisher.ordered(
                        kafka, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            List.of(events).forEach(publisher::publish);
            publisher.finish();
        }
    }

    static void buy(String account, String grantId, long usd) {
        publish(new AccountEvent(EventId.parse(WriteClient.key()), account,
                System.currentTimeMillis(), "test", new Change.CreditGranted(
                        grantId, GrantKind.PURCHASE, usd * USD, null, "p-" + grantId, null)));
        WritingCluster.await(() -> first.model.account(account).orElseThrow().balance()
                .getGrants().stream().anyMatch(g -> g.getGrantId().equals(grantId)));
    }

    static UsageEvent usage(String account, String app, long inputTokens) {
        return new UsageEvent(EventId.parse(WriteClient.key()), account, null,
                System.currentTimeMillis(), app, null, "claude-sonnet-4-5", inputTokens, 0, 0, 0,
                0, null, Map.of());
    }
}
