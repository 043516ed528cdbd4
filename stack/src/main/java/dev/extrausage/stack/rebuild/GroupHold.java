package dev.extrausage.stack.rebuild;

import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A lock on the ledger's group, held as its only member: Kafka lets no ledger join beside a member
 * that shares out partitions otherwise than Kafka Streams, and it ends with this process. It reads
 * nothing. Positions are committed by it, so one that has lost the lock commits none.
 */
final class GroupHold implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(60);
    private static final int SESSION_MILLIS = 10_000;
    private static final long ANSWER_SECONDS = 60;

    private final Consumer<byte[], byte[]> member;

    private GroupHold(Consumer<byte[], byte[]> member) {
        this.member = member;
    }

    /**
     * Waits until nobody is in the group, and takes it.
     *
     * @throws CannotRebuild somebody is in it for longer than {@code patience}
     */
    static GroupHold take(Admin admin, LedgerSettings settings, Duration patience) {
        awaitNobody(admin, settings.applicationId(), patience);
        GroupHold hold = new GroupHold(member(settings));
        try {
            hold.join(settings.applicationId());
            if (members(admin, settings.applicationId()).size() > 1) {
                throw new CannotRebuild("another rebuild of the ledger "
                        + settings.applicationId() + " has just begun: let one of them run");
            }
            return hold;
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private static void awaitNobody(Admin admin, String group, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Collection<MemberDescription> there = members(admin, group);
        while (!there.isEmpty()) {
            if (System.nanoTime() > end) {
                throw isRunning(group, there.size() + (there.size() == 1 ? " member, " : " members,"
                        + " one of them ") + there.iterator().next().clientId(), null);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            there = members(admin, group);
        }
    }

    private static CannotRebuild isRunning(String group, String who, Exception cause) {
        return new CannotRebuild("the ledger " + group + " runs, or another rebuild of it: its"
                + " group has " + who + ". Stop every process of it first", cause);
    }

    private static Collection<MemberDescription> members(Admin admin, String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS).members();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw new CannotRebuild("Kafka does not tell who is in the group " + group + ": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new CannotRebuild("Kafka does not tell who is in the group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRebuild("interrupted", e);
        }
    }

    private static Consumer<byte[], byte[]> member(LedgerSettings settings) {
        Map<String, Object> all = settings.forClients();
        all.put(ConsumerConfig.GROUP_ID_CONFIG, settings.applicationId());
        all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.applicationId() + "-rebuild");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 3);
        // It polls once, to join; its heartbeats are sent by a thread of their own.
        all.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                (int) Duration.ofDays(7).toMillis());
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void join(String group) {
        member.subscribe(List.of(Topics.BALANCE_CHANGES.topicName()));
        long end = System.nanoTime() + LONGEST_JOIN.toNanos();
        try {
            while (member.assignment().isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new CannotRebuild("the group " + group + " cannot be joined");
                }
                member.poll(PAUSE);
                member.pause(member.assignment());
            }
        } catch (InconsistentGroupProtocolException e) {
            throw isRunning(group, "members", e);
        }
    }

    /**
     * Commits a position for each input partition, all at once.
     *
     * @param note what each of them says beside its offset
     */
    void commit(Map<TopicPartition, Long> positions, String note) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((input, at) -> offsets.put(input, new OffsetAndMetadata(at, note)));
        member.commitSync(offsets, LONGEST_JOIN);
    }

    /** Leaves the group. */
    @Override public void close() {
        member.close();
    }
}
