package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The groups of the ledger and of its consumers, on a Kafka that is restored. */
final class RestoredGroups {
    /** Longer than the session of a rebuild that was killed, which is in the ledger's group. */
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 200;

    private final Admin admin;
    private final String applicationId;
    private final List<String> groups;

    RestoredGroups(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
        groups = List.of(applicationId, Permissions.TOP_UPS, Permissions.AUTO_RELOADS,
                Permissions.CYCLE_RESETS);
    }

    /** Throws {@link BackupProblem} when somebody is in one of them for longer than that. */
    void requireNobody(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (Optional<String> there = somebody(); there.isPresent(); there = somebody()) {
            if (System.nanoTime() > end) {
                throw new BackupProblem("somebody is at work on this Kafka: " + there.get()
                        + ". Stop the ledger, its consumers and the API first; who was killed"
                        + " is gone within a minute");
            }
            pause();
        }
    }

    /** Finds a member of one of them; all are asked at once, since each takes Kafka its time. */
    private Optional<String> somebody() {
        Map<String, KafkaFuture<ConsumerGroupDescription>> asked =
                admin.describeConsumerGroups(groups).describedGroups();
        return groups.stream().flatMap(group -> members(group, asked.get(group)).stream()
                .map(member -> member.clientId() + " is in the group " + group)).findFirst();
    }

    private static Collection<MemberDescription> members(
            String group, KafkaFuture<ConsumerGroupDescription> asked) {
        return isUnknown(asked) ? List.of()
                : KafkaReplies.to("say who is in " + group, asked).members();
    }

    /** True of the reply for a group that there is not. */
    private static boolean isUnknown(KafkaFuture<?> asked) {
        try {
            asked.get(1, TimeUnit.MINUTES);
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof GroupIdNotFoundException;
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        } catch (TimeoutException e) {
            return false; // whoever asks again says so
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /** Deletes what a restore that was broken off, perhaps of a later backup, has committed. */
    void deletePositions() {
        Map<String, KafkaFuture<Void>> all = admin.deleteConsumerGroups(groups).deletedGroups();
        for (String group : groups) {
            KafkaFuture<Void> asked = all.get(group);
            if (!isUnknown(asked)) {
                KafkaReplies.to("delete the positions of group " + group, asked);
            }
        }
    }

    /** The consumers' positions; the ledger's own come last, with its memory. */
    void commit(Manifest manifest) {
        Map<String, List<Manifest.Position>> all = new HashMap<>(manifest.groups());
        all.remove(applicationId);
        all.forEach((group, positions) -> {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            positions.stream().filter(p -> !p.topic().equals(Topics.BALANCES.topicName()))
                    .forEach(p -> offsets.put(new TopicPartition(p.topic(), p.partition()),
                            new OffsetAndMetadata(p.offset())));
            if (!offsets.isEmpty()) {
                KafkaReplies.to("commit the offsets of group " + group,
                        admin.alterConsumerGroupOffsets(group, offsets).all());
            }
        });
    }
}
