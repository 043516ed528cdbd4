package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Money;
import dev.extrausage.core.Plan;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates beside a ledger of rules 1, which keeps no catalog, and beside one that does. */
class FollowedCatalogTest {
    private static final CatalogVersion FIRST = GateCluster.CATALOG.versions().get(0);
    private static final Catalog NEWER = new Catalog(List.of(FIRST, withMaxAndCursor()));

    @TempDir private static Path folder;
    private static GateCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new GateCluster(folder);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void a_new_version_is_followed_without_a_restart() {
        cluster.send(Topics.BALANCES, "ada", opened("ada", "pro"));
        try (UsageGate gate = cluster.ready(cluster.gate());
                UsageGate fixed = cluster.ready(cluster.gate().catalogAsGiven())) {
            assertThat(gate.check("ada", "cursor", 1).isAllowed()).isFalse();

            keep(FIRST);
            keep(NEWER.versions().get(1));
            // Behind the version, as the ledger writes it; the gate may meet it first.
            cluster.send(Topics.BALANCES, "max", opened("max", "max"));

            GateCluster.await("the new plan", () -> gate.check("max", "cursor", 1).isAllowed());
            assertThat(gate.check("ada", "cursor", 1).isAllowed()).isTrue();
            assertThat(gate.figures().unreadable()).isZero();
            assertThat(fixed.check("ada", "cursor", 1).isAllowed()).isFalse();
        }
        try (UsageGate restarted = cluster.ready(cluster.gate())) {
            assertThat(restarted.check("max", "cursor", 1).isAllowed()).isTrue();
            assertThat(restarted.figures().unreadable()).isZero();
        }
    }

    private static void keep(CatalogVersion version) {
        cluster.send(Topics.CATALOG_VERSIONS, version.version(),
                CatalogVersionJson.write(version).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] opened(String name, String plan) {
        long now = System.currentTimeMillis();
        return SnapshotMaker.bytes(Ledger.decide(Account.unknown(name), new Input(new AccountEvent(
                EventId.derived(now, name), name, now, "test",
                new Change.PlanStarted(plan, 1, null)), now), NEWER).account(), 3L, NEWER);
    }

    /** A version with one plan more, under which Cursor is first-party. */
    private static CatalogVersion withMaxAndCursor() {
        Map<String, Plan> plans = new HashMap<>(FIRST.plans());
        plans.put("max", new Plan(100 * Money.NANOS_PER_USD, true, false, null));
        return new CatalogVersion("2026-01-b", FIRST.effectiveFrom() + 1, FIRST.prices(), plans,
                Set.of("claude.ai", "cursor"), FIRST.starterCreditLifetimeMillis(),
                FIRST.creditExpiringWarningMillis(), FIRST.lateUsageGraceMillis(), FIRST.topUp(),
                FIRST.autoReload());
    }
}
