package dev.extrausage.cli.locked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.cli.Command;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.schemas.acl.Permissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every role on every topic of a secured broker, against a table that was written by hand. */
@Timeout(300)
class PermissionMatrixTest {
    /**
     * R: may read, W: may write, A: may alter settings. Nobody deletes or adds partitions. A column
     * is headed by the beginning of a role's name.
     */
    private static final String TABLE = """
            topic            ledger top- auto- cycle- api infer audit oper backup clerk
            usage-events     R      -    -     -      W   W     R     RA   R      W
            account-events   R      -    -     RW     W   -     R     RA   R      W
            credit-events    R      W    -     -      W   -     R     RA   R      R
            balance-changes  RW     R    -     -      R   -     R     RA   R      R
            balances         W      R    -     R      R   R     R     A    -      R
            top-up-requests  -      R    W     -      RW  -     R     A    R      RW
            notices          W      R    R     -      R   -     R     A    R      R
            catalog-versions RW     R    -     -      R   R     R     RA   R      R
            attention        -      W    -     -      RW  -     R     RWA  R      -
            api-keys         -      -    -     -      RW  -     -     RWA  R      -
            rejected-events  W      -    -     -      R   -     R     RA   R      R
            """;
    /** Topics that a process makes for itself, which nobody else but backups may even read. */
    private static final Map<String, KafkaRole> OWN = Map.of(
            "extra-usage-ledger-accounts-changelog", KafkaRole.LEDGER,
            "extra-usage-top-ups-memory", KafkaRole.TOP_UP,
            "extra-usage-top-ups-refunds", KafkaRole.TOP_UP);

    @TempDir private static Path folder;
    private static LockedKafka kafka;

    @BeforeAll
    static void a_secured_broker_with_a_record_on_every_topic() throws Exception {
        kafka = new LockedKafka(folder);
        try (Admin admin = Admin.create(kafka.certified("admin").forClients());
                TopicActs acts = new TopicActs(kafka.certified("admin"))) {
            List<String> there = Arrays.stream(Topics.values()).map(Topics::topicName).toList();
            admin.createTopics(topics().stream().filter(t -> !there.contains(t))
                    .map(t -> new NewTopic(t, 1, (short) 1)).toList()).all().get();
            for (String topic : topics()) {
                assertThat(acts.writes(topic)).isTrue();
            }
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test void the_table_has_every_topic_and_every_role() {
        assertThat(topics()).containsAll(
                Arrays.stream(Topics.values()).map(Topics::topicName).toList());
        assertThat(Arrays.stream(KafkaRole.values()).map(KafkaRole::roleName)).zipSatisfy(
                cells(0).subList(1, cells(0).size()),
                (role, head) -> assertThat(role).startsWith(head));
    }

    @ParameterizedTest @EnumSource
    void a_role_may_do_what_the_table_says(KafkaRole role) throws Exception {
        try (TopicActs acts = new TopicActs(kafka.access(role))) {
            assertThat(found(acts)).isEqualTo(expected(role));
        }
    }

    @Test void a_certificate_is_the_same_principal_as_a_password() throws Exception {
        try (TopicActs acts = new TopicActs(kafka.certified("inference"))) {
            assertThat(found(acts)).isEqualTo(expected(KafkaRole.INFERENCE));
        }
    }

    @Test void a_stranger_with_a_password_may_do_nothing() throws Exception {
        Map<String, String> nothing = new TreeMap<>();
        topics().forEach(topic -> nothing.put(topic, "-"));
        try (TopicActs acts = new TopicActs(kafka.access(LockedKafka.STRANGER))) {
            assertThat(found(acts)).isEqualTo(nothing);
        }
    }

    @Test void a_missing_or_wrong_login_is_told() throws Exception {
        assertThat(Command.run("balance", "ada", "--bootstrap", kafka.bootstrap()).ended(2).err())
                .contains("name the settings with --kafka-config");
        Path wrong = Files.writeString(folder.resolve("wrong.properties"),
                Files.readString(kafka.passwordFile(KafkaRole.AUDITOR))
                        .replace("username=\"auditor\"", "username=\"api\""));
        for (String command : List.of("audit", "attention", "topics")) {
            assertThat(Command.run(command, "--bootstrap", kafka.bootstrap(), "--kafka-config",
                    wrong).ended(2).err()).contains("Authentication failed")
                    .doesNotContain("should not happen");
        }
    }

    @Test void transactions_of_the_ledger_are_begun_by_nobody_else() {
        for (KafkaRole role : KafkaRole.values()) {
            Map<String, Object> settings = new TreeMap<>(kafka.access(role).forClients());
            settings.put("transactional.id", "extra-usage-ledger-x");
            try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                    settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                if (role == KafkaRole.LEDGER) {
                    producer.initTransactions();
                } else {
                    assertThatThrownBy(producer::initTransactions).as(role.roleName())
                            .isInstanceOf(TransactionalIdAuthorizationException.class);
                }
            }
        }
    }

    @Test void differing_permissions_are_named_and_mended_as_often_as_asked()
            throws Exception {
        kafka.as("operator", "topics", "--check", "--partitions", LockedKafka.PARTITIONS).ended(0);
        AclBinding tooMuch = binding("User:mallory", AclOperation.WRITE);
        AclBinding missing = binding("User:top-up", AclOperation.WRITE);
        try (Admin admin = Admin.create(kafka.certified("admin").forClients())) {
            admin.createAcls(List.of(tooMuch)).all().get();
            admin.deleteAcls(List.of(missing.toFilter())).all().get();
            Command found;
            do { // the broker learns of it a moment after the controller
                found = kafka.as("operator", "topics", "--check", "--partitions",
                        LockedKafka.PARTITIONS);
            } while (!found.out().contains("2 have to be mended"));
            found.ended(1);
            assertThat(found.out()).contains(
                    "User:top-up must be allowed to WRITE on topic credit-events",
                    "User:mallory is allowed to WRITE on topic credit-events, and should not be");

            Command mended = kafka.asAdmin(
                    "topics", "--acls", "--partitions", LockedKafka.PARTITIONS).ended(1);
            assertThat(mended.out()).contains(
                    "User:top-up may now WRITE on topic credit-events",
                    "User:mallory is allowed to WRITE on topic credit-events, and should not be");
            admin.deleteAcls(List.of(tooMuch.toFilter())).all().get();
            while (kafka.asAdmin("topics", "--check", "--partitions", LockedKafka.PARTITIONS)
                    .status() != 0) {
                Thread.sleep(20);
            }
        }
        Command again = kafka.asAdmin(
                "topics", "--acls", "--partitions", LockedKafka.PARTITIONS).ended(0);
        assertThat(again.out()).startsWith("Everything was there; nothing was changed.");
    }

    @Test void permissions_of_a_role_that_nobody_named_are_too_much() {
        assertThat(kafka.check().ended(1).out())
                .contains("User:backup is allowed to", "User:clerk is allowed to")
                .doesNotContain("must be allowed", "User:operator");
    }

    @Test void a_backup_by_its_role_sees_a_restore_that_has_not_ended() throws Exception {
        Path key = folder.resolve("backup.key");
        Command.run("checkpoint", "--generate-key", key).ended(0);
        String mark = RestoreMark.of(Permissions.LEDGER);
        try (Admin admin = Admin.create(kafka.certified("admin").forClients())) {
            admin.createTopics(List.of(new NewTopic(mark, 1, (short) 1))).all().get();
            try {
                while (!RestoreMark.isOn(admin, Permissions.LEDGER)) {
                    Thread.sleep(20);
                }
                assertThat(kafka.as("backup", "backup", folder.resolve("backups"), "--key", key)
                        .ended(2).err()).contains(RestoreMark.NOT_ENDED);
            } finally {
                admin.deleteTopics(List.of(mark)).all().get();
                while (RestoreMark.isOn(admin, Permissions.LEDGER)) {
                    Thread.sleep(20);
                }
            }
        }
    }

    private static AclBinding binding(String principal, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "credit-events", PatternType.LITERAL),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static List<String> cells(int line) {
        return List.of(TABLE.lines().toList().get(line).split(" +"));
    }

    private static List<String> topics() {
        return Stream.concat(TABLE.lines().skip(1).map(line -> line.split(" ")[0]),
                OWN.keySet().stream()).toList();
    }

    private static Map<String, String> expected(KafkaRole role) {
        int column = 1 + role.ordinal();
        Map<String, String> expected = new TreeMap<>();
        for (int line = 1; line < TABLE.lines().count(); line++) {
            expected.put(cells(line).get(0), cells(line).get(column));
        }
        OWN.forEach((topic, owner) -> expected.put(topic, role == owner ? "RW"
                : role == KafkaRole.BACKUP && owner == KafkaRole.TOP_UP ? "R" : "-"));
        return expected;
    }

    /** The same letters by trying it all out, and D and P for what nobody may. */
    private static Map<String, String> found(TopicActs acts) throws InterruptedException {
        Map<String, String> found = new TreeMap<>();
        for (String topic : topics()) {
            List<String> letters = new ArrayList<>();
            letters.add(acts.reads(topic) ? "R" : "");
            letters.add(acts.writes(topic) ? "W" : "");
            letters.add(acts.altersSettings(topic) ? "A" : "");
            letters.add(acts.addsPartitions(topic) ? "P" : "");
            letters.add(acts.deletes(topic) ? "D" : "");
            String all = String.join("", letters);
            found.put(topic, all.isEmpty() ? "-" : all);
        }
        return found;
    }
}
