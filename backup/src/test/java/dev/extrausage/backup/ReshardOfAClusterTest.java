package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.core.Event;
import dev.extrausage.core.Seed;
import dev.extrausage.embedded.cluster.KafkaCluster;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three brokers that gets more partitions, while one of the brokers is killed. */
@Timeout(900)
class ReshardOfAClusterTest {
    private static final int EVENTS = 2_000;
    /** Of them, how many are never sent before the reshard. */
    private static final int LATER = 200;
    private static final int AFTER = 7;
    private static final int MOST_RUNS = 5;
    private static final int LONGEST_MILLIS = 1_500;
    private static final Duration WHOLE = Duration.ofMinutes(3);
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    @TempDir private Path folder;
    private final List<Event> all = RunningLedger.events(System.currentTimeMillis(), 0, EVENTS);

    @Test void a_reshard_beside_a_killed_broker_changes_nothing_but_places(@Seed long seed)
            throws Exception {
        Path data = folder.resolve("data");
        try (KafkaCluster kafka = KafkaCluster.start(new KafkaCluster.Plan(folder, List.of(
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of(), null))) {
            KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
            makeTopics(access);
            Map<String, NavigableMap<Long, List<String>>> before;
            try (RunningLedger ledger = new RunningLedger(data, access)) {
                ledger.send(all.subList(0, EVENTS - LATER));
                ledger.topUp("account-1", "one");
                before = journal(ledger);
            }

            reshard(kafka, access, new Random(seed));

            try (RunningLedger ledger = new RunningLedger(data, access)) {
                assertThat(ledger.cluster.partitions()).isEqualTo(AFTER);
                assertThat(journal(ledger)).isEqualTo(before);
                ledger.send(all); // most of them once more
                AuditReport audit = ledger.audit();
                assertThat(audit.findings().inOrder()).isEmpty();
                assertThat(audit.pending()).isZero();
                assertThat(audit.entries()).isEqualTo(EVENTS + 1); // and the credit
                assertReadModelIs(journal(ledger), ledger, data);
            }
        }
    }

    private void makeTopics(KafkaAccess access) {
        LedgerSettings settings = new LedgerSettings(access.bootstrap(),
                LedgerSettings.DEFAULT_APPLICATION_ID, folder, 1, 1, 3, 2, Map.of());
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, 4);
        }
    }

    /** Kills one broker while records are written, and runs it until it ends. */
    private void reshard(KafkaCluster kafka, KafkaAccess access, Random random) throws Exception {
        int broker = 1 + random.nextInt(KafkaCluster.SIZE);
        int delay = random.nextInt(LONGEST_MILLIS);
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(delay);
                kafka.kill(broker);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "killer");
        RuntimeException last = null;
        for (int run = 0; run < MOST_RUNS; run++) {
            try {
                Reshard.run(access, ReleasedSchemas.load(),
                        LedgerSettings.single(access, folder.resolve("unused")),
                        new Reshard.Options(folder.resolve("reshard"), AFTER, keys, true,
                                Duration.ofSeconds(60)),
                        line -> {
                            System.out.println(line);
                            if (line.startsWith("writing")
                                    && killer.getState() == Thread.State.NEW) {
                                killer.start();
                            }
                        });
                killer.join();
                kafka.startAgain(broker);
                kafka.awaitWhole(WHOLE);
                return;
            } catch (RuntimeException e) {
                System.out.println("broken off: " + e);
                last = e;
            }
        }
        throw new AssertionError("not through in " + MOST_RUNS + " runs", last);
    }

    /** Of each account, what each entry says of its cause and of the balances after it. */
    private static Map<String, NavigableMap<Long, List<String>>> journal(RunningLedger ledger) {
        Map<String, NavigableMap<Long, List<String>>> accounts = new TreeMap<>();
        ledger.records(Topics.BALANCE_CHANGES.topicName()).values().forEach(record -> {
            BalanceChange e = CODECS.balanceChanges().decode(record.value());
            accounts.computeIfAbsent(e.getAccountId(), any -> new TreeMap<>())
                    .put(e.getSequence(), List.of(e.getOutcome(), "" + e.getReason(),
                            nanos(e.getCostNanos()), nanos(e.getAllowanceLeftNanos()),
                            nanos(e.getExtraUsageNanos()), nanos(e.getSpentNanos())));
        });
        return accounts;
    }

    private static String nanos(long nanos) {
        return Long.toString(nanos);
    }

    /** The read model, which was folded from the old topics, is that of the new ones. */
    private static void assertReadModelIs(Map<String, NavigableMap<Long, List<String>>> journal,
            RunningLedger ledger, Path data) throws Exception {
        String key = Files.readString(data.resolve("operator.key")).strip();
        for (String account : journal.keySet()) {
            NavigableMap<Long, List<String>> entries = journal.get(account);
            URI path = ledger.api().resolve("/v1/accounts/" + account + "/");
            while (get(path.resolve("../" + account), key).path("sequence").asLong()
                    < entries.lastKey()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(rows(path, key)).as(account).isEqualTo(entries);
            long cost = entries.values().stream().filter(e -> !e.get(0).equals("REFUSED"))
                    .mapToLong(e -> Long.parseLong(e.get(2))).sum();
            assertThat(usd(get(path.resolve("usage?bucket=none"), key).path("total"), "cost_usd"))
                    .as(account).isEqualTo(nanos(cost));
        }
    }

    private static NavigableMap<Long, List<String>> rows(URI path, String key) throws Exception {
        NavigableMap<Long, List<String>> rows = new TreeMap<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = get(path.resolve("entries?limit=200" + cursor), key);
            page.path("entries").forEach(e -> rows.put(e.path("sequence").asLong(), List.of(
                    e.path("outcome").asText(),
                    e.hasNonNull("reason") ? e.path("reason").asText() : "null",
                    usd(e, "cost_usd"), usd(e, "allowance_left_usd"), usd(e, "extra_usage_usd"),
                    usd(e, "spent_usd"))));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : null;
        }
        return rows;
    }

    private static String usd(JsonNode in, String field) {
        return nanos(new BigDecimal(in.path(field).asText()).movePointRight(9).longValueExact());
    }

    /** An answer, waited for while the read model is behind. */
    private static JsonNode get(URI url, String key) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        while (true) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(url)
                    .header("Authorization", "Bearer " + key).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return new ObjectMapper().readTree(answer.body());
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
