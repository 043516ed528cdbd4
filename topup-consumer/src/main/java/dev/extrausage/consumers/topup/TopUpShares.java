package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.Follower;
import dev.extrausage.payments.Payment;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of each partition that is the top-ups': its memories and its accounts' standings,
 * all read from Kafka when the partition is assigned and dropped when it is lost. A partition's
 * requests and notices are not read before.
 */
final class TopUpShares implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpShares.class);
    private static final String REQUESTS = Topics.TOP_UP_REQUESTS.topicName();
    private static final String NOTICES = Topics.NOTICES.topicName();
    private static final String BALANCES = Topics.BALANCES.topicName();
    private static final String MEMORY = MemoryTopic.TOP_UPS;
    private static final String PAY_BACKS = MemoryTopic.PAY_BACKS;
    private static final long FORGET_EVERY_MILLIS = 3_600_000;
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> member;
    private final Follower follower;
    private final int partitions;
    private final CardCalls<TopUp, Payment> charges;
    private final CardCalls<PayBack, PaidBack> refunds;
    private final AvroCodec<Balance> balances;
    private final SkippedRecords skipped;
    /** Changed by the session's thread alone; calls look into it from theirs. */
    private final Map<Integer, TopUpShare> shares = new ConcurrentHashMap<>();
    /** Of the partitions just assigned; null before the first are. */
    private CatchUp beginning;
    private boolean isNew;
    private long forgetAgainAt;
    /** The number of times that partitions came or went. */
    private int assignments;

    TopUpShares(Consumer<byte[], byte[]> member, Follower follower, int partitions,
            CardCalls<TopUp, Payment> charges, CardCalls<PayBack, PaidBack> refunds,
            AvroCodec<Balance> balances, SkippedRecords skipped) {
        this.member = member;
        this.follower = follower;
        this.partitions = partitions;
        this.charges = charges;
        this.refunds = refunds;
        this.balances = balances;
        this.skipped = skipped;
    }

    /** The number of top-ups at that stage; safe to ask from any thread. */
    int count(TopUp.Stage stage) {
        return shares.values().stream().mapToInt(share -> share.memory().count(stage)).sum();
    }

    /** As {@link TopUpMemory#oldestUnanswered}, of all partitions. */
    long oldestUnanswered() {
        return shares.values().stream().mapToLong(share -> share.memory().oldestUnanswered()).min()
                .orElse(Long.MAX_VALUE);
    }

    /** The number of partitions each topic has. */
    int partitions() {
        return partitions;
    }

    TopUpShare of(int partition) {
        return shares.get(partition);
    }

    /** The share of that account; calls are dropped with their share, so theirs is there. */
    TopUpShare holding(String accountId) {
        return shares.get(partitionOf(accountId));
    }

    /** The top-up that is remembered, or null; safe to ask from any thread. */
    TopUp find(String accountId, String topUpId) {
        TopUpShare share = shares.get(partitionOf(accountId));
        return share == null ? null : share.memory().find(accountId, topUpId);
    }

    /** The positions up to which requests and notices are read, of every partition of ours. */
    Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopUpShare share : shares.values()) {
            if (share.isReady()) {
                for (TopicPartition partition : inputs(share)) {
                    positions.put(partition, new OffsetAndMetadata(member.position(partition)));
                }
            }
        }
        return positions;
    }

    /** Reads no further requests while too many are outstanding; what ends them is read on. */
    void holdBack(boolean requestsToo) {
        for (TopUpShare share : shares.values()) {
            if (share.isReady() && requestsToo) {
                member.pause(List.of(new TopicPartition(REQUESTS, share.partition())));
            } else if (share.isReady()) {
                member.resume(List.of(new TopicPartition(REQUESTS, share.partition())));
            }
        }
    }

    /** Reads on in the snapshots and, of partitions just assigned, in the memory. */
    void follow() {
        if (shares.isEmpty()) {
            return;
        }
        boolean allReady = shares.values().stream().allMatch(s -> s.isReady());
        if (isNew) {
            begin();
        }
        follower.read(!allReady);
        beginning.advancePatiently();
        for (TopUpShare share : shares.values()) {
            if (!share.isReady()
                    && beginning.isDone(new TopicPartition(BALANCES, share.partition()))
                    && beginning.isDone(new TopicPartition(MEMORY, share.partition()))
                    && beginning.isDone(new TopicPartition(PAY_BACKS, share.partition()))) {
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

    /**
     * Reads these partitions' notices on to where they end now, so past all that the snapshots hold
     * so far: a paid top-up of which they do not tell is in no snapshot.
     *
     * @return the notices; their offsets are part of {@link #positions} from now on
     */
    List<ConsumerRecord<byte[], byte[]>> readNoticesOn(Set<Integer> partitions) {
        List<ConsumerRecord<byte[], byte[]>> notices = new ArrayList<>();
        if (partitions.isEmpty()) {
            return notices;
        }
        holdBack(true);
        CatchUp catchUp = new CatchUp(member, follower.endsOfLogs(
                partitions.stream().map(p -> new TopicPartition(NOTICES, p)).toList()));
        int before = assignments;
        for (catchUp.advance(); !catchUp.isDone(); catchUp.advance()) {
            member.poll(A_MOMENT).forEach(notices::add);
            if (assignments != before) {
                throw new RebalanceInProgressException("while notices were read");
            }
        }
        return notices;
    }

    /** Takes in a record of the snapshots or of the memory. */
    void followed(ConsumerRecord<byte[], byte[]> record) {
        TopUpShare share = shares.get(record.partition());
        if (record.topic().equals(MEMORY)) {
            share.memory().replay(record.key(), record.value());
            return;
        }
        if (record.topic().equals(PAY_BACKS)) {
            share.payBacks().replay(record.key(), record.value());
            return;
        }
        if (record.key() == null) {
            skipped.add(record, "a snapshot has its account_id as key");
            return;
        }
        String accountId = new String(record.key(), StandardCharsets.UTF_8);
        try {
            share.standings().set(
                    accountId, record.value() == null ? null : balances.decode(record.value()));
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
        shares.values().stream().filter(s -> s.isReady()).forEach(s -> s.forgetSettled(step));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(p -> shares.computeIfAbsent(p.partition(), TopUpShare::new));
        member.pause(assigned);
        isNew = true;
        assignments++;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(p -> shares.remove(p.partition()));
        assignments++;
        charges.drop(topUp -> !shares.containsKey(partitionOf(topUp.accountId())));
        refunds.drop(payBack -> !shares.containsKey(partitionOf(payBack.accountId())));
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
            followed.add(new TopicPartition(PAY_BACKS, partition));
        }
        beginning = follower.followFromStart(followed);
        isNew = false;
    }

    /** All that an earlier owner did is known: his requests' answers, and what he left undone. */
    private void ready(TopUpShare share) {
        follower.rest(List.of(new TopicPartition(MEMORY, share.partition()),
                new TopicPartition(PAY_BACKS, share.partition())));
        seekPastWhatIsRemembered(share);
        member.resume(inputs(share));
        share.becomeReady();
        share.resume(charges, refunds);
    }

    /**
     * The group's offsets can expire while nobody runs; requests answered then must not come again.
     */
    private void seekPastWhatIsRemembered(TopUpShare share) {
        TopicPartition requests = new TopicPartition(REQUESTS, share.partition());
        long next = share.memory().lastRequestOffset() + 1;
        if (next > 0 && member.committed(Set.of(requests)).get(requests) == null) {
            LOG.warn("{} has lost its offset: goes on after the last request remembered, at {}",
                    requests, next);
            member.seek(requests, next);
        }
    }

    private int partitionOf(String accountId) {
        return Partitioning.partitionOf(accountId, partitions);
    }

    private static List<TopicPartition> inputs(TopUpShare share) {
        return List.of(new TopicPartition(REQUESTS, share.partition()),
                new TopicPartition(NOTICES, share.partition()));
    }
}
