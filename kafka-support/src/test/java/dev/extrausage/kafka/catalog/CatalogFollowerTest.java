package dev.extrausage.kafka.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CatalogFollowerTest {
    private static final String TOPIC = Topics.CATALOG_VERSIONS.topicName();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Catalog CONFIGURED = CatalogFile.defaultCatalog();
    private static final CatalogVersion JANUARY = version("2026-01", "2026-01-01T00:00:00Z", 21);
    private static final CatalogVersion MARCH = version("2026-03", "2026-03-01T00:00:00Z", 22);
    private static final CatalogVersion LATER = version("2099", "2099-01-01T00:00:00Z", 23);

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static Map<String, Object> clients;

    @BeforeAll static void start() {
        kafka = EmbeddedKafka.start(folder);
        clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    @AfterAll static void stop() {
        kafka.close();
    }

    @BeforeEach void withoutTopic() throws Exception {
        try (Admin admin = Admin.create(clients)) {
            if (admin.listTopics().names().get().contains(TOPIC)) {
                admin.deleteTopics(List.of(TOPIC)).all().get();
                while (admin.listTopics().names().get().contains(TOPIC)) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test void the_configured_catalog_holds_until_the_ledger_has_kept_one() throws Exception {
        try (CatalogFollower follower = started()) {
            assertThat(follower.awaitRead(PATIENCE)).isTrue();
            assertThat(follower.get()).isSameAs(CONFIGURED);
            assertThat(CatalogTopic.read(clients).catalog()).isEmpty();

            create();
            put(JANUARY);
            assertThat(has(follower, JANUARY)).isTrue();
            assertThat(CatalogTopic.read(clients).versions()).containsExactly(JANUARY);
        }
    }

    @Test void versions_are_followed_in_the_order_they_come_into_force() throws Exception {
        create();
        put(LATER);
        put(JANUARY);
        try (CatalogFollower follower = started()) {
            assertThat(follower.getRead(PATIENCE).versions()).containsExactly(JANUARY, LATER);
            put(MARCH);
            assertThat(has(follower, JANUARY, MARCH, LATER)).isTrue();
            put(LATER.version(), null);
            assertThat(has(follower, JANUARY, MARCH)).isTrue();
        }
    }

    @Test void what_was_read_stays_while_the_topic_holds_no_catalog() throws Exception {
        create();
        put(JANUARY);
        put(MARCH);
        try (CatalogFollower follower = started()) {
            assertThat(has(follower, JANUARY, MARCH)).isTrue();
            put("2026-03", "{}");
            put("2026-01", null);
            assertThat(follower.await(catalog -> catalog.versions().size() != 2,
                    Duration.ofSeconds(3))).isFalse();
            try (CatalogFollower late = started()) {
                assertThatThrownBy(() -> late.getRead(Duration.ofSeconds(2)))
                        .isInstanceOf(ClusterProblem.class)
                        .hasMessage("The catalog on catalog-versions was not read within 2 s.");
            }
            put(JANUARY);
            put(MARCH);
            put(LATER);
            assertThat(has(follower, JANUARY, MARCH, LATER)).isTrue();
        }
    }

    @Test void records_that_are_no_version_are_named() throws Exception {
        create();
        put("2026-01", "not a version");
        put("2026-09", CatalogVersionJson.write(JANUARY));

        assertThatThrownBy(() -> CatalogTopic.read(clients).versions())
                .isInstanceOf(ClusterProblem.class)
                .hasMessageStartingWith("The topic catalog-versions holds what the ledger has not"
                        + " written, so the catalog in force is not known: ")
                .hasMessageContaining(" at offset 0")
                .hasMessageContaining("(the key is \"2026-01\")")
                .hasMessageContaining(
                        "the key is \"2026-09\": must be the version in the value, 2026-01");
    }

    @Test void a_fixed_one_follows_nothing() throws Exception {
        try (CatalogFollower fixed = CatalogFollower.fixed(CONFIGURED)) {
            assertThat(fixed.awaitRead(Duration.ZERO)).isTrue();
            assertThat(fixed.get()).isSameAs(CONFIGURED);
        }
    }

    private static CatalogFollower started() {
        CatalogFollower follower = new CatalogFollower(clients, CONFIGURED);
        follower.start();
        return follower;
    }

    private static boolean has(CatalogFollower follower, CatalogVersion... versions)
            throws InterruptedException {
        return follower.await(
                catalog -> catalog.versions().equals(List.of(versions)), PATIENCE);
    }

    private static void create() throws Exception {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1)
                    .configs(Topics.CATALOG_VERSIONS.configs(1)))).all().get();
        }
    }

    private static void put(CatalogVersion version) throws Exception {
        put(version.version(), CatalogVersionJson.write(version));
    }

    private static void put(String key, String value) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, bytes(key), bytes(value))).get();
        }
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The built-in version under another name, with another allowance. */
    private static CatalogVersion version(String name, String from, int allowance) {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return CatalogFile.read(name, bytes(text.replace("version: 2026-01\n",
                    "version: " + name + "\n").replace("2026-01-01T00:00:00Z", from)
                    .replace("allowance_usd: 20,", "allowance_usd: " + allowance + ",")))
                    .versions().get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
