package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.Follower;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the top-ups hold of each partition that is theirs: its memory and its accounts' standings,
 * both read from Kafka when the partition is assigned and dropped when it is lost. A partition's
 * requests and notices are not read before.
 */
final class TopUpShares implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpShares.class);
    private static final String REQUESTS = Topics.TOP_UP_REQUESTS.topicName();
    private static final String NOTICES = Topics.NOTICES.topicName();
    private static final String BALANCES = Topics.BALANCES.topicName();
    private static final String MEMORY = MemoryTopic.NAME;
    private static final long FORGET_EVERY_MILLIS = 3_600_000;

    private final Consumer<byte[], byte[]> member;
    private final Follower follower;
    private final int partitions;
    private final CardCalls calls;
    private final AvroCodec<Balance> balances;
    private final SkippedRecords skipped;
    private final Map<Integer, Share> shares = new HashMap<>();
    /** Of the partitions just assigned; null before the first are. */
    private CatchUp beginning;
    private boolean isNew;
    private long forgetAgainAt;

    /** The state of one partition. */
    static final class Share {
        private final int partition;
        private final TopUpMemory memory = new TopUpMemory();
        private final Standings standings = new Standings();
        private boolean isReady;

        Share(int partition) {
            this.partition = partition;
        }

        TopUpMemory memory() {
            return memory;
        }

        Standings standings() {
            return standings;
        }

        /** Remembers how it stands now, here and with the step. */
        void remember(TopUp topUp, Step step) {
            memory.put(topUp);
            step.write(TopUpMemory.record(MEMORY, partition, topUp));
            if (topUp.isOutstanding()) {
                step.askAfterwards(topUp);
            }
        }
    }

    TopUpShares(Consumer<byte[], byte[]> member, Follower follower, int partitions,
            CardCalls calls, AvroCodec<Balance> balances, SkippedRecords skipped) {
        this.member = member;
        this.follower = follower;
        this.partitions = partitions;
        this.calls = calls;
        this.balances = balances;
        this.skipped = skipped;
    }

    /** The number of partitions each topic has. */
    int partitions() {
        return partitions;
    }

    Share of(int partition) {
        return shares.get(partition);
    }

    /**
     * The share that remembers that top-up; calls are dropped with their share, so there is one.
     */
    Share holding(TopUp topUp) {
        return shares.get(partitionOf(topUp));
    }

    /** Where the requests and notices have been read to, of every partition that is read. */
    Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (Share share : shares.values()) {
            if (share.isReady) {
                for (TopicPartition partition : inputs(share)) {
                    positions.put(partition, new OffsetAndMetadata(member.position(partition)));
                }
            }
        }
        return positions;
    }

    /** Reads no further requests while too many are outstanding; what ends them is read on. */
    void holdBack(boolean requestsToo) {
        for (Share share : shares.values()) {
            if (share.isReady && requestsToo) {
                member.pause(List.of(new TopicPartition(REQUESTS, share.partition)));
            } else if (share.isReady) {
                member.resume(List.of(new TopicPartition(REQUESTS, share.partition)));
            }
        }
    }

    /** Reads on in the snapshots and, of partitions just assigned, in the memory. */
    void follow() {
        if (shares.isEmpty()) {
            return;
        }
        boolean allReady = shares.values().stream().allMatch(s -> s.isReady);
        if (isNew) {
            begin();
        }
        follower.read(!allReady);
        beginning.advancePatiently();
        for (Share share : shares.values()) {
            if (!share.isReady
                    && beginning.isDone(new TopicPartition(BALANCES, share.partition))
                    && beginning.isDone(new TopicPartition(MEMORY, share.partition))) {
                ready(share);
            }
        }
    }

    /**
     * Reads on to where these partitions' snapshots end now: whoever saw his account's snapshot
     * before he asked for a top-up is decided by that snapshot or a newer one.
     */
    void catchUpWithSnapshots(Set<Integer> partitions) {
        if (!partitions.isEmpty()) {
            follower.catchUp(
                    partitions.stream().map(p -> new TopicPartition(BALANCES, p)).toList());
        }
    }

    /** Takes in a record of the snapshots or of the memory. */
    void followed(ConsumerRecord<byte[], byte[]> record) {
        Share share = shares.get(record.partition());
        if (record.topic().equals(MEMORY)) {
            share.memory.replay(record.key(), record.value());
            return;
        }
        if (record.key() == null) {
            skipped.add(record, "a snapshot has its account_id as key");
            return;
        }
        String accountId = new String(record.key(), StandardCharsets.UTF_8);
        try {
            share.standings.set(accountId, record.value() == null ? Standings.Standing.UNKNOWN
                    : Standings.Standing.of(balances.decode(record.value())));
        } catch (BadRecord e) {
            skipped.add(record, e.getMessage());
        }
    }

    /** Forgets, here and with the step, what was settled long ago; looks for it now and then. */
    void forgetSettled(Step step) {
        if (step.now() < forgetAgainAt) {
            return;
        }
        forgetAgainAt = step.now() + FORGET_EVERY_MILLIS;
        for (Share share : shares.values()) {
            for (TopUp topUp : share.isReady
                    ? share.memory.settledLongAgo(step.now()) : List.<TopUp>of()) {
                share.memory.forget(topUp);
                step.write(TopUpMemory.tombstone(MEMORY, share.partition, topUp));
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(p -> shares.computeIfAbsent(p.partition(), Share::new));
        member.pause(assigned);
        isNew = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(p -> shares.remove(p.partition()));
        calls.drop(topUp -> !shares.containsKey(partitionOf(topUp)));
    }

    @Override
    public void close() {
        follower.close();
    }

    private void begin() {
        List<TopicPartition> followed = new ArrayList<>();
        for (int partition : shares.keySet()) {
            followed.add(new TopicPartition(BALANCES, partition));
            followed.add(new TopicPartition(MEMORY, partition));
        }
        beginning = follower.followFromStart(followed);
        isNew = false;
    }

    /** All that an earlier owner did is known: his requests' answers, and what he left undone. */
    private void ready(Share share) {
        follower.rest(List.of(new TopicPartition(MEMORY, share.partition)));
        seekPastWhatIsRemembered(share);
        member.resume(inputs(share));
        share.isReady = true;
        share.memory.all().stream().filter(TopUp::isOutstanding).forEach(calls::add);
    }

    /**
     * The group's offsets can expire while nobody runs; requests answered then must not come again.
     */
    private void seekPastWhatIsRemembered(Share share) {
        TopicPartition requests = new TopicPartition(REQUESTS, share.partition);
        long next = share.memory.lastRequestOffset() + 1;
        if (next > 0 && member.committed(Set.of(requests)).get(requests) == null) {
            LOG.warn("{} has lost its offset: goes on after the last request remembered, at {}",
                    requests, next);
            member.seek(requests, next);
        }
    }

    private int partitionOf(TopUp topUp) {
        return Partitioning.partitionOf(topUp.accountId(), partitions);
    }

    private static List<TopicPartition> inputs(Share share) {
        return List.of(new TopicPartition(REQUESTS, share.partition),
                new TopicPartition(NOTICES, share.partition));
    }
}
