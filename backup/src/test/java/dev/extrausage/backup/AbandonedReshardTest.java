package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Event;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reshard that does not end: given up, or without Kafka's answer to the step that counts. */
@Timeout(600)
class AbandonedReshardTest {
    private static final String ID = LedgerSettings.DEFAULT_APPLICATION_ID;
    private static final String MARK = RestoreMark.of(ID);
    private static final int BEFORE = 4;
    private static final int AFTER = 3;
    private static final AclBindingFilter DENIALS = new AclBindingFilter(
            ResourcePatternFilter.ANY, new AccessControlEntryFilter(
                    null, null, AclOperation.WRITE, AclPermissionType.DENY));

    /** Not caught by anything on its way, as a kill is not. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final List<Event> ALL =
            RunningLedger.events(System.currentTimeMillis(), 0, 120);

    @TempDir private static Path stopped;
    private static KeyPair keys;
    private static Map<String, List<Long>> balances;
    private static long entries;

    @TempDir private Path folder;
    private Path data;

    @BeforeAll static void a_stopped_ledger() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (RunningLedger ledger = new RunningLedger(stopped)) {
            ledger.send(ALL);
            ledger.topUp("account-1", "one");
            balances = ledger.balances();
            entries = ledger.audit().entries();
        }
    }

    @BeforeEach void a_copy_of_it() throws Exception {
        data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(stopped)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, data.resolve(stopped.relativize(file).toString()));
            }
        }
    }

    @Test void a_reshard_killed_before_its_mark_is_abandoned_without_a_change() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> reshard(kafka, killedAt("comparing")))
                    .isInstanceOf(Killed.class);
            assertThat(denials(kafka)).hasSize(Topics.values().length);

            assertThat(abandon(kafka, line -> { })).isEmpty();

            assertThat(denials(kafka)).isEmpty();
        }
        assertAsBefore();
    }

    @Test void a_reshard_killed_after_its_mark_is_taken_back_however_often_that_is_killed()
            throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> reshard(kafka, killedAt("writing")))
                    .isInstanceOf(Killed.class);
            int kills = 0;
            while (!endsBefore(kills, kafka)) {
                kills++;
            }
            assertThat(kills).isGreaterThan(4);
            assertThat(isMarked(kafka)).isFalse();
            assertThat(denials(kafka)).isEmpty();
            assertThatThrownBy(() -> reshard(kafka, line -> { })).isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("was abandoned: name another directory");
        }
        assertAsBefore();
    }

    /** Abandons it, and is killed at a step; until all is as it was, there is the mark. */
    private boolean endsBefore(int step, EmbeddedKafka kafka) {
        String[] last = {"the first step"};
        int[] left = {step};
        try {
            abandon(kafka, line -> {
                last[0] = line;
                if (left[0]-- == 0) {
                    throw new Killed();
                }
            });
            return true;
        } catch (Killed e) {
            assertThat(isMarked(kafka)).as(last[0])
                    .isEqualTo(!last[0].startsWith("letting senders in"));
            return false;
        }
    }

    @Test void an_abandoned_reshard_is_not_gone_on_with() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> reshard(kafka, killedAt("writing")))
                    .isInstanceOf(Killed.class);
            assertThatThrownBy(() -> abandon(kafka, killedAt("writing")))
                    .isInstanceOf(Killed.class);

            assertThatThrownBy(() -> reshard(kafka, line -> { })).isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("end that first, with --abandon");
        }
    }

    @Test void what_is_no_unfinished_reshard_is_not_abandoned() {
        assertThatThrownBy(() -> Reshard.Options.ofPlanIn(
                folder.resolve("nothing"), keys, true, Duration.ZERO))
                .isInstanceOf(BackupProblem.class)
                .hasMessageEndingWith("is not the directory of a reshard");
        try (EmbeddedKafka kafka = kafka()) {
            reshard(kafka, line -> { });
            assertThatThrownBy(() -> abandon(kafka, line -> { })).isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("have " + AFTER + " partitions already");
        }
    }

    @Test void senders_stay_away_when_the_answer_to_the_mark_was_lost() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> reshardLosing(kafka, true, false))
                    .isInstanceOf(BackupProblem.class).hasMessageContaining(MARK);

            assertThat(isMarked(kafka)).isTrue();
            assertThat(denials(kafka)).isNotEmpty();
            reshard(kafka, line -> { });
            assertThat(denials(kafka)).isEmpty();
        }
        assertProved(AFTER);
    }

    @Test void senders_stay_away_while_nobody_says_whether_there_is_a_mark() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> reshardLosing(kafka, false, true))
                    .isInstanceOf(BackupProblem.class).hasMessageContaining(MARK);

            assertThat(isMarked(kafka)).isFalse();
            assertThat(denials(kafka)).isNotEmpty();
            assertThat(abandon(kafka, line -> { })).isEmpty();
            assertThat(denials(kafka)).isEmpty();
        }
        assertAsBefore();
    }

    @Test void senders_are_let_in_again_when_there_certainly_is_no_mark() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> reshardLosing(kafka, false, false))
                    .isInstanceOf(BackupProblem.class).hasMessageContaining(MARK);

            assertThat(isMarked(kafka)).isFalse();
            assertThat(denials(kafka)).isEmpty();
        }
    }

    private static Consumer<String> killedAt(String step) {
        return line -> {
            if (line.startsWith(step)) {
                throw new Killed();
            }
        };
    }

    private void assertAsBefore() {
        assertProved(BEFORE);
    }

    private void assertProved(int partitions) {
        try (RunningLedger ledger = new RunningLedger(data)) {
            assertThat(ledger.cluster.partitions()).isEqualTo(partitions);
            assertThat(ledger.balances()).isEqualTo(balances);
            ledger.send(ALL); // all once more: each is known
            AuditReport audit = ledger.audit();
            assertThat(audit.findings().inOrder()).isEmpty();
            assertThat(audit.entries()).isEqualTo(entries);
        }
    }

    /** A broker that can keep senders away; everybody else is a superuser of it. */
    private EmbeddedKafka kafka() {
        return EmbeddedKafka.start(data.resolve("kafka"), 0, Map.of(
                "authorizer.class.name", EverybodyMay.class.getName()));
    }

    private Reshard.Report reshard(EmbeddedKafka kafka, Consumer<String> progress) {
        KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
        return Reshard.run(access, ReleasedSchemas.load(), settings(access), options(), progress);
    }

    private Optional<Restore.Report> abandon(EmbeddedKafka kafka, Consumer<String> progress) {
        KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
        return Reshard.abandon(access, ReleasedSchemas.load(), settings(access),
                Reshard.Options.ofPlanIn(options().directory(), keys, false,
                        Duration.ofSeconds(60)), progress);
    }

    private Reshard.Options options() {
        return new Reshard.Options(
                folder.resolve("reshard"), AFTER, keys, false, Duration.ofSeconds(60));
    }

    private LedgerSettings settings(KafkaAccess access) {
        return LedgerSettings.single(access, data.resolve("unused"));
    }

    private static Collection<?> denials(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(KafkaAccess.at(kafka.bootstrapServers()).forClients())) {
            return admin.describeAcls(DENIALS).values().get();
        }
    }

    private static boolean isMarked(EmbeddedKafka kafka) {
        return RestoreMark.isOn(KafkaAccess.at(kafka.bootstrapServers()), ID);
    }

    /**
     * Has Kafka's answer to the mark lost.
     *
     * @param arrives whether Kafka sets the mark all the same
     * @param thenSilent whether it answers no question after that
     */
    private void reshardLosing(EmbeddedKafka kafka, boolean arrives, boolean thenSilent) {
        KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
        Admin dead = Admin.create(access.forClients());
        dead.close();
        boolean[] silent = {false};
        try (Admin real = Admin.create(access.forClients())) {
            Admin losing = (Admin) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] {Admin.class}, (proxy, method, args) -> {
                        boolean isMark = method.getName().equals("createTopics")
                                && names(args[0]).contains(MARK);
                        try {
                            if (isMark && arrives) {
                                ((CreateTopicsResult) method.invoke(real, args)).all().get();
                            }
                            boolean isLost = isMark
                                    || silent[0] && method.getName().equals("listTopics");
                            silent[0] |= isMark && thenSilent;
                            return method.invoke(isLost ? dead : real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            Reshard.run(losing, access, ReleasedSchemas.load(), settings(access), options(),
                    line -> { });
        }
    }

    private static List<String> names(Object newTopics) {
        return ((Collection<?>) newTopics).stream().map(t -> ((NewTopic) t).name()).toList();
    }
}
