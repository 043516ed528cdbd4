package dev.extrausage.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.cli.Command;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes, with the code on the class path, what {@link ReleasedDataTest} later holds newer code to:
 * a varied history through {@code ledger up}, stopped in order, and a spool that Kafka never saw.
 * {@link MakeReleasedData} runs it; decision 0095 says when.
 */
final class ReleasedDataMaker {
    static final int PARTITIONS = 2;
    /** Draws on bought credit alone, which neither rolls nor expires: the same sums on any date. */
    static final String STEADY = "flo";
    /** The account whose usage is in the spool. */
    static final String SPOOLED = "spo";

    private static final String PRO = "'type':'PlanStarted','plan':'pro','seats':1";
    private static final Duration DAY = Duration.ofDays(1);
    /** After the start, so that a cycle and a grant end while the ledger runs. */
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> ACCOUNTS = List.of("ada", "bea", "cal+card-declined", "dan",
            "eve", "fay", STEADY, "gus", "ivy", SPOOLED);

    private final Path folder;
    private final Path data;
    private final Instant rollAt = Instant.now().plus(SOON);

    private ReleasedDataMaker(Path folder) {
        this.folder = folder;
        data = folder.resolve(ReleasedData.DATA);
    }

    /** Works in an empty folder, and packs what is there at the end into a zip file. */
    static void make(Path folder, Path zip) throws Exception {
        new ReleasedDataMaker(folder.toAbsolutePath()).write();
        ReleasedData.pack(folder.toAbsolutePath(), zip);
    }

    private void write() throws Exception {
        Files.createDirectories(folder);
        ObjectNode expected = new ObjectMapper().createObjectNode();
        try (RunningUp up = RunningUp.on(data, PARTITIONS)) {
            keepForEver(up.bootstrap());
            publish(up, past());
            topUps(up);
            publish(up, draws().twice());
            sendWhatIsRejected(up.bootstrap());
            Await.until("the cycle of fay rolled, a grant of gus expired", () ->
                    sequence(up, "fay") >= 3 && up.json("balance", "gus", "--json")
                            .get("extra_usage_nanos").asLong() == 0);
            publish(up, late());
            settle(up);
            tell(up, expected);
            up.stop();
        }
        spool(expected);
        Files.writeString(folder.resolve(ReleasedData.EXPECTED), expected.toPrettyString());
    }

    /** Lifts the retention of 35 days, which would delete this data before it is tested. */
    private static void keepForEver(String bootstrap)
            throws InterruptedException, ExecutionException {
        AlterConfigOp forEver = new AlterConfigOp(
                new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Stream.of(
                    "usage-events", "top-up-requests", "notices", "rejected-events")
                    .collect(Collectors.toMap(t -> new ConfigResource(
                            ConfigResource.Type.TOPIC, t), t -> List.of(forEver)))).all().get();
        }
    }

    private void publish(RunningUp up, ReleasedHistory events) throws IOException {
        up.run("publish", events.in(folder)).ended(0);
    }

    private ReleasedHistory past() {
        OffsetDateTime monthAgo = rollAt.atOffset(ZoneOffset.UTC).minusMonths(1);
        ReleasedHistory past = new ReleasedHistory("past")
                .ago(DAY.multipliedBy(40)).account("ada", PRO) // TOO_OLD
                .ago(Duration.between(monthAgo.toInstant(), Instant.now()))
                .account("fay", PRO).usage("fay", "claude.ai", 450)
                .ago(DAY.multipliedBy(20)).usage("hal", "cursor", 100); // never opened
        limitsAndCredit(past);
        refunds(past);
        closing(past);
        teams(past);
        reloading(past, "bea");
        reloading(past, "cal+card-declined");
        return past.account(STEADY, PRO).account(SPOOLED, PRO);
    }

    private static void limitsAndCredit(ReleasedHistory past) {
        past.account("ada", PRO)
                .usage("ada", "claude.ai", 900).usage("ada", "claude.ai", 900)
                .usage("ada", "claude.ai", 900).usage("ada", "cursor", 100)
                .account("ada", purchase("g1", 12))
                .account("ada", "'type':'LowBalanceNoticeSet','threshold_nanos':4000000000")
                .account("ada", "'type':'SpendLimitSet','monthly_limit_nanos':9000000000")
                .usage("ada", "cursor", 450).usage("ada", "claude.ai", 300)
                .usage("ada", "cursor", 450)
                .account("ada", "'type':'ExtraUsageSwitched','enabled':false")
                .usage("ada", "cursor", 50)
                .account("ada", "'type':'ExtraUsageSwitched','enabled':true")
                .account("ada", "'type':'SpendLimitSet'")
                .account("ada", "'type':'StarterCreditOffered','history_nanos':30000000000")
                .account("ada", "'type':'StarterCreditClaimed'")
                .account("ada", "'type':'StarterCreditClaimed'")
                .usage("ada", "claude-code", 700);
    }

    private static void refunds(ReleasedHistory past) {
        past.account("dan", PRO).account("dan", purchase("g1", 10))
                .account("dan", purchase("g1", 10)).account("dan", purchase("g1", 11))
                .usage("dan", "windsurf", 250)
                .account("dan", refund("r1", "g1", 4)).account("dan", refund("r1", "g1", 4))
                .account("dan", refund("r2", "g1", 100)).account("dan", refund("r3", "none", 1));
    }

    private static void closing(ReleasedHistory past) {
        past.account("eve", PRO).account("eve", purchase("g1", 8))
                .usage("eve", "cursor", 150).account("eve", "'type':'AccountClosed'")
                .usage("eve", "cursor", 150)
                .account("eve", "'type':'PlanStarted','plan':'enterprise','seats':1,"
                        + "'allowance_nanos':250000000000")
                .usage("eve", "claude-mobile", 500)
                .account("ivy", "'type':'PlanStarted','plan':'free','seats':1")
                .usage("ivy", "claude.ai", 150).usage("ivy", "claude.ai", 150)
                .usage("ivy", "cursor", 10)
                .account("ivy", "'type':'PlanStarted','plan':'none','seats':1");
    }

    private void teams(ReleasedHistory past) {
        past.account("gus", "'type':'PlanStarted','plan':'team','seats':5")
                .usage("gus", "claude-desktop", "claude-sonnet-4-5", 150_000, 2_000,
                        ",'member_id':'m1','session_id':'s1','cache_write_tokens':40000,"
                                + "'cache_write_1h_tokens':20000,'cache_read_tokens':5000")
                .usage("gus", "cline", "claude-haiku-4-5", 9_000, 900,
                        ",'member_id':'m2','cache_write_tokens':1,'cache_read_tokens':77777")
                .usage("gus", "cline", "no-such-model", 1, 1,
                        ",'cache_write_tokens':0,'cache_read_tokens':0")
                .account("gus", "'type':'CreditGranted','grant_id':'gift','kind':'GOODWILL',"
                        + "'amount_nanos':3000000000,'expires_at':'" + rollAt + "'");
    }

    private static void reloading(ReleasedHistory past, String account) {
        past.account(account, PRO).account(account, "'type':'AutoReloadSet','enabled':true,"
                + "'threshold_nanos':5000000000,'amount_nanos':10000000000,"
                + "'monthly_cap_nanos':35000000000");
    }

    private static String purchase(String grant, int dollars) {
        return "'type':'CreditGranted','grant_id':'" + grant + "','kind':'PURCHASE',"
                + "'amount_nanos':" + dollars * Load.DOLLAR;
    }

    private static String refund(String refund, String grant, int dollars) {
        return "'type':'CreditRefunded','refund_id':'" + refund + "','grant_id':'" + grant
                + "','amount_nanos':" + dollars * Load.DOLLAR;
    }

    private static void topUps(RunningUp up) {
        up.run("top-up", STEADY, "50", "--key", "by-hand-1").ended(0);
        up.run("top-up", STEADY, "50", "--key", "by-hand-1").ended(0);
        up.run("top-up", "bea", "20").ended(0);
        up.run("top-up", "cal+card-declined", "20").ended(1);
    }

    private static ReleasedHistory draws() {
        ReleasedHistory draws = new ReleasedHistory("decided");
        for (int i = 1; i <= 8; i++) {
            draws.usage(STEADY, "cursor", 100 + i).usage("bea", "cursor", 300)
                    .usage("cal+card-declined", "claude.ai", 90);
        }
        return draws;
    }

    private static ReleasedHistory late() {
        return new ReleasedHistory("late").ago(Duration.ofHours(2))
                .usage("fay", "claude.ai", 125).usage("fay", "cursor", 10);
    }

    private static void sendWhatIsRejected(String bootstrap) {
        byte[] noise = "no event".getBytes(StandardCharsets.UTF_8);
        byte[] key = STEADY.getBytes(StandardCharsets.UTF_8);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("usage-events", key, noise));
            producer.send(new ProducerRecord<>("credit-events", key, noise));
            producer.send(new ProducerRecord<>("account-events", null, noise));
        }
    }

    /** Waits until nothing is under way any more: no top-up in flight, nothing being decided. */
    private void settle(RunningUp up) {
        Await.until("an audit that holds", () -> audit(up).status() == 0);
        Await.until("accounts that rest", () -> {
            List<Long> before = sequences(up);
            sleep();
            return sequences(up).equals(before);
        });
        audit(up).ended(0);
    }

    private Command audit(RunningUp up) {
        return up.run("audit", "--inputs"); // purchases entered by hand have no charge
    }

    private static List<Long> sequences(RunningUp up) {
        return ACCOUNTS.stream().map(a -> sequence(up, a)).toList();
    }

    private static long sequence(RunningUp up, String account) {
        return up.json("balance", account, "--json").get("sequence").asLong();
    }

    private static void sleep() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static void tell(RunningUp up, ObjectNode expected) {
        String now = Instant.now().toString();
        expected.put("known_at", now);
        ObjectNode balances = expected.putObject("balances");
        for (String account : ACCOUNTS) {
            JsonNode then = up.json("balance", account, "--json", "--as-known-at", now);
            balances.set(account, then.get("balance"));
        }
        ObjectNode entries = expected.putObject("entries");
        for (String account : ACCOUNTS) {
            entries.set(account, up.entries(account));
        }
        for (JsonNode ofOne : entries) {
            ofOne.forEach(entry -> ((ObjectNode) entry).remove("sentences")); // words may change
        }
    }

    /** Events taken by a publisher whose Kafka does not answer, left in its folder. */
    private void spool(ObjectNode expected) {
        var ids = expected.putArray("spooled");
        UsagePublisher publisher = UsagePublisher.builder().bootstrapServers("127.0.0.1:1")
                .spool(folder.resolve(ReleasedData.SPOOL)).open();
        for (int i = 1; i <= 5; i++) {
            ids.add(publisher.publish(Usage.of(SPOOLED).app(i % 2 == 0 ? "cursor" : "claude.ai")
                    .model("claude-haiku-4-5").session("s" + i).tokens(1_000L * i, 100).build())
                    .eventId().toString());
        }
        publisher.close(Duration.ZERO);
    }
}
