package dev.extrausage.cli.locked;

import dev.extrausage.cli.Command;
import dev.extrausage.embedded.SecuredKafka;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.acl.KafkaRole;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker that is secured, with the ledger's topics and permissions as {@code ledger topics
 * --acls} makes them, and a login for each role and for a stranger.
 */
final class LockedKafka implements AutoCloseable {
    static final String STRANGER = "stranger";
    static final int PARTITIONS = 2;
    /** Roles that nobody has unless named. */
    private static final List<String> NAMED = List.of(
            "--principal", "backup=User:backup", "--principal", "clerk=User:clerk");

    private final SecuredKafka kafka;

    LockedKafka(Path folder) {
        this(folder, false);
    }

    private LockedKafka(Path folder, boolean isEmpty) {
        kafka = SecuredKafka.start(
                folder.resolve("kafka"), 0, Map.of(), folder.resolve("secrets"));
        try {
            kafka.letIn(Stream.concat(Stream.of(STRANGER),
                    Arrays.stream(KafkaRole.values()).map(KafkaRole::roleName)).toList());
            if (!isEmpty) {
                asAdmin("topics", "--acls", "--partitions", PARTITIONS).ended(0);
            }
        } catch (Throwable e) {
            kafka.close();
            throw e;
        }
    }

    /** One with the logins alone: without topics and permissions. */
    static LockedKafka empty(Path folder) {
        return new LockedKafka(folder, true);
    }

    /** A command of whoever may do everything, by a certificate; as {@link #as}. */
    Command asAdmin(Object... words) {
        return run(kafka.bootstrapOfCertificates(), kafka.adminFile(), words);
    }

    /** A command of a user with a password; for {@code topics}, every role has a principal. */
    Command as(String user, Object... words) {
        return run(kafka.bootstrapServers(), kafka.passwordFile(user), words);
    }

    /** A check by an operator who names nobody. */
    Command check() {
        return run(kafka.bootstrapServers(), kafka.passwordFile("operator"), List.of(),
                "topics", "--check", "--partitions", PARTITIONS);
    }

    private static Command run(String bootstrap, Path file, Object... words) {
        return run(bootstrap, file, words[0].equals("topics") ? NAMED : List.of(), words);
    }

    private static Command run(
            String bootstrap, Path file, List<String> principals, Object... words) {
        return Command.run(Stream.concat(Stream.concat(Arrays.stream(words), principals.stream()),
                Stream.of("--bootstrap", bootstrap, "--kafka-config", file)).toArray());
    }

    KafkaAccess access(KafkaRole role) {
        return access(role.roleName());
    }

    /** The way of a user with a password. */
    KafkaAccess access(String user) {
        return KafkaAccess.by(kafka.bootstrapServers(), kafka.passwordFile(user));
    }

    /** The way of somebody with a certificate of that name. */
    KafkaAccess certified(String name) {
        return KafkaAccess.by(kafka.bootstrapOfCertificates(), kafka.certificateFile(name));
    }

    Path passwordFile(KafkaRole role) {
        return kafka.passwordFile(role.roleName());
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    /** Deletes topics, as whoever may do everything. */
    void deleteTopics(List<String> names) throws Exception {
        try (Admin admin = Admin.create(KafkaAccess.by(
                kafka.bootstrapOfCertificates(), kafka.adminFile()).forClients())) {
            admin.deleteTopics(names).all().get();
        }
    }

    @Override public void close() {
        kafka.close();
    }
}
