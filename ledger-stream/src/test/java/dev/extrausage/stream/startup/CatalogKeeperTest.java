package dev.extrausage.stream.startup;

import static dev.extrausage.stream.startup.EditedCatalogs.of;
import static dev.extrausage.stream.startup.EditedCatalogs.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.kafka.catalog.CatalogTopic;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.app.TestCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CatalogKeeperTest {
    private static final String JANUARY = version("2026-01", "2026-01-01T00:00:00Z");
    private static final String FEBRUARY = version("2026-02", "2026-02-01T00:00:00Z");
    private static final String NEXT_CENTURY = version("2099", "2099-01-01T00:00:00Z");
    private static final String EDITED =
            JANUARY.replace("allowance_usd: 20, ", "allowance_usd: 25, ");

    private TestCluster cluster;

    @BeforeEach void start() {
        cluster = TestCluster.ready();
    }

    @AfterEach void stop() {
        cluster.close();
    }

    @Test void a_ledgers_life_with_its_catalog() {
        keep(of(JANUARY, NEXT_CENTURY));
        List<ConsumerRecord<byte[], byte[]>> written = cluster.committed(Topics.CATALOG_VERSIONS);
        assertThat(written).hasSize(2).allSatisfy(record -> assertThat(record.partition())
                .isEqualTo(Partitioning.partitionOf(record.key(), TestCluster.PARTITIONS)));

        keep(of(JANUARY, NEXT_CENTURY)); // the same file again writes nothing
        assertThat(cluster.committed(Topics.CATALOG_VERSIONS)).hasSize(2);

        assertThatThrownBy(() -> LedgerStreams.start(
                cluster.settings, of(EDITED, NEXT_CENTURY), ReleasedSchemas.load()))
                .isInstanceOf(CannotStart.class).hasMessageContaining("version 2026-01 of the"
                        + " catalog is not the one that was in force: plans.pro.allowance_usd was"
                        + " 20 and is 25 (catalog.yaml:15).");

        keep(of(JANUARY, FEBRUARY)); // one is added, one that was never in force is taken back
        assertThat(names(kept())).containsExactly("2026-01", "2026-02");
        assertThatThrownBy(() -> keep(of(JANUARY))).hasMessageContaining("version 2026-02 was in"
                + " force, and the catalog does not have it");
    }

    @Test void a_record_of_no_version_stops_the_start_by_name() {
        keep(of(JANUARY));
        put("2026-01", "{\"version\": \"2026-01\", \"prices\": 5}");

        assertThatThrownBy(() -> keep(of(JANUARY))).isInstanceOf(CannotStart.class)
                .hasMessageContaining("The topic catalog-versions holds what the ledger has not"
                        + " written").hasMessageContaining("(the key is \"2026-01\")");
        put("2026-01", null); // what an operator does about it
        keep(of(JANUARY));
        assertThat(names(kept())).containsExactly("2026-01");
    }

    @Test void a_value_under_another_versions_key_stops_the_start() {
        keep(of(JANUARY));
        put("2026-09", new String(cluster.committed(Topics.CATALOG_VERSIONS).get(0).value(),
                StandardCharsets.UTF_8));

        assertThatThrownBy(() -> keep(of(JANUARY))).hasMessageContaining(
                "the key is \"2026-09\": must be the version in the value, 2026-01");
    }

    /** Each is compared with what the others have committed: one catalog alone can have won. */
    @Test void of_ledgers_that_start_at_once_only_equal_ones_start() throws Exception {
        List<Catalog> catalogs = List.of(of(JANUARY), of(EDITED), of(JANUARY), of(EDITED));
        ExecutorService threads = Executors.newFixedThreadPool(catalogs.size());
        List<Catalog> started = new ArrayList<>();
        try {
            CountDownLatch together = new CountDownLatch(catalogs.size());
            List<Future<Boolean>> starts = new ArrayList<>();
            for (Catalog catalog : catalogs) {
                starts.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return startsWith(catalog);
                }));
            }
            for (int i = 0; i < starts.size(); i++) {
                if (starts.get(i).get(100, TimeUnit.SECONDS)) {
                    started.add(catalogs.get(i));
                }
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(started).hasSize(2).allSatisfy(catalog ->
                assertThat(catalog.versions()).isEqualTo(kept()));
        assertThat(cluster.committed(Topics.CATALOG_VERSIONS)).hasSize(1);
    }

    private boolean startsWith(Catalog catalog) {
        try {
            keep(catalog);
            return true;
        } catch (CannotStart e) {
            assertThat(e).hasMessageContaining("version 2026-01 of the catalog is not the one");
            return false;
        }
    }

    private void keep(Catalog catalog) {
        CatalogKeeper.keep(cluster.settings, catalog, TestCluster.PARTITIONS);
    }

    private List<CatalogVersion> kept() {
        return CatalogTopic.read(cluster.settings.forClients()).versions();
    }

    private static List<String> names(List<CatalogVersion> versions) {
        return versions.stream().map(CatalogVersion::version).toList();
    }

    private void put(String key, String value) {
        cluster.send(Topics.CATALOG_VERSIONS, null, key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        cluster.flush();
    }
}
