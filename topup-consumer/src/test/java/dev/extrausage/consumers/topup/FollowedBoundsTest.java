package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Money;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Top-ups are judged by the bounds of the catalog that the ledger keeps. */
@Timeout(120)
class FollowedBoundsTest {
    private static final CatalogVersion BUILT_IN = CatalogFile.defaultCatalog().versions().get(0);
    private static final MovableClock CLOCK = new MovableClock();

    @TempDir private Path folder;

    @Test void a_running_consumer_follows_the_bounds_of_a_new_version() throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"));
                SimulatedCardProcessor processor = SimulatedCardProcessor.open(
                        folder.resolve("payments"), CardsOnFile.byAccountId(), CLOCK,
                        Duration.ofHours(24));
                TopUps topUps = new TopUps(cluster.settings("1"), CatalogFile.defaultCatalog(),
                        cluster.ids, processor, CLOCK)) {
            keep(cluster, version(BUILT_IN.version(), 0, 30));
            topUps.start();
            cluster.opens("ada");
            cluster.requests("ada", "too-little", 20);
            assertThat(cluster.awaitEvents(Topics.CREDIT_EVENTS, "ada", 1).get(0).getChange())
                    .isInstanceOf(TopUpDeclined.class);

            keep(cluster, version("newer", 1, 20));
            int tries = 0;
            Object last;
            do {
                tries++;
                cluster.requests("ada", "enough-" + tries, 20);
                last = cluster.awaitEvents(Topics.CREDIT_EVENTS, "ada", 1 + tries).get(tries)
                        .getChange();
            } while (!(last instanceof CreditGranted) && tries < 500);
            assertThat(last).isInstanceOf(CreditGranted.class);
        }
    }

    private static void keep(ConsumerCluster cluster, CatalogVersion version) {
        cluster.send(Topics.CATALOG_VERSIONS, version.version(),
                CatalogVersionJson.write(version).getBytes(StandardCharsets.UTF_8));
    }

    /** The built-in version with another least top-up. */
    private static CatalogVersion version(String name, long later, long leastUsd) {
        return new CatalogVersion(name, BUILT_IN.effectiveFrom() + later, BUILT_IN.prices(),
                BUILT_IN.plans(), BUILT_IN.firstPartyApps(), BUILT_IN.starterCreditLifetimeMillis(),
                BUILT_IN.creditExpiringWarningMillis(), BUILT_IN.lateUsageGraceMillis(),
                new TopUpTerms(List.of(), leastUsd * Money.NANOS_PER_USD,
                        2_000 * Money.NANOS_PER_USD), BUILT_IN.autoReload());
    }
}
