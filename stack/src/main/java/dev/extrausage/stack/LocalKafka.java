package dev.extrausage.stack;

import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.embedded.SecuredKafka;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stream.startup.AclSetup;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded broker of a stack, with its topics: open to whoever is on this machine, or locked,
 * so that each part of the stack has a login with the permissions of its role.
 */
final class LocalKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);
    private static final String LOGINS = "kafka-logins";

    private final Runnable stop;
    private final KafkaAccess all;
    private final Function<KafkaRole, KafkaAccess> logins;

    private LocalKafka(
            Runnable stop, KafkaAccess all, Function<KafkaRole, KafkaAccess> logins) {
        this.stop = stop;
        this.all = all;
        this.logins = logins;
    }

    /** The folder of a data directory's certificates, passwords and client files. */
    static Path logins(Path data) {
        return data.resolve(LOGINS);
    }

    /**
     * Starts the broker on a data directory, locked if {@code settings} say so, without topics.
     *
     * @throws CannotStart the data are those of a locked broker, and this one would not be
     */
    static LocalKafka start(DataFolder folder, StackSettings settings) {
        Path logins = logins(folder.root());
        if (settings.secure()) {
            return locked(SecuredKafka.start(
                    folder.kafka(), settings.port(), Map.of(), logins));
        }
        if (Files.exists(logins)) {
            throw new CannotStart("the data in " + folder.root() + " are those of a locked Kafka:"
                    + " start with --secure. To unlock them for good, delete " + logins);
        }
        EmbeddedKafka open = EmbeddedKafka.start(folder.kafka(), settings.port(), Map.of());
        KafkaAccess access = KafkaAccess.at(open.bootstrapServers());
        return new LocalKafka(open::close, access, any -> access);
    }

    private static LocalKafka locked(SecuredKafka broker) {
        try {
            List<String> users = new ArrayList<>(List.of(SecuredKafka.ADMIN));
            Arrays.stream(KafkaRole.values()).map(KafkaRole::roleName).forEach(users::add);
            broker.letIn(users);
            users.forEach(broker::passwordFile);
            return new LocalKafka(broker::close, login(broker, SecuredKafka.ADMIN),
                    role -> login(broker, role.roleName()));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static KafkaAccess login(SecuredKafka broker, String user) {
        return KafkaAccess.by(broker.bootstrapServers(), broker.passwordFile(user));
    }

    /**
     * Makes what is missing of topics, first offsets and permissions.
     *
     * @throws CannotStart a restore has begun and not ended, or Kafka refuses
     */
    void setUp(LedgerSettings settings, int partitions, boolean locked) {
        try (Admin admin = Admin.create(settings.forClients())) {
            StartOffsets.requireNoRestore(admin, settings.applicationId());
            TopicSetup.Report report = TopicSetup.apply(admin, settings, partitions);
            report.created().forEach(LOG::info);
            report.differing().forEach(LOG::warn);
            if (locked) {
                AclSetup permissions = new AclSetup(admin, Arrays.stream(KafkaRole.values())
                        .collect(Collectors.toMap(Function.identity(),
                                role -> List.of(role.usualPrincipal()))), settings.applicationId());
                permissions.apply().forEach(LOG::info);
                permissions.differences().forEach(LOG::warn);
            }
            StaleMembers.remove(admin, groups());
        }
    }

    private static Collection<String> groups() {
        List<String> groups = new ArrayList<>(TopUpConsumers.groups());
        groups.add(LedgerSettings.DEFAULT_APPLICATION_ID);
        return groups;
    }

    /** The way of whoever may do everything. */
    KafkaAccess all() {
        return all;
    }

    /** The way of a role. */
    KafkaAccess of(KafkaRole role) {
        return logins.apply(role);
    }

    @Override public void close() {
        stop.run();
    }
}
