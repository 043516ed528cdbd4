package dev.extrausage.consumers.cyclereset;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.consumers.runtime.MemberLag;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.consumers.runtime.Transactions;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.Follower;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the schedule of the partitions it owns, and sends what comes due.
 *
 * <p>A partition goes through three stages before anything is sent for it: its snapshots are read
 * up to where they ended when it was assigned; then, if any instant has come already, the account
 * events since the earliest of those, to learn what was sent before; then it is {@link
 * Stage#SENDING}.
 */
final class CycleResetSession implements ConsumerLoop.Session {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_AT_ONCE = 500;
    /** The most that the broker's clock, which stamps account events, may be behind ours. */
    private static final long CLOCK_SKEW_MILLIS = 3_600_000;

    private final ConsumerSettings settings;
    private final InstantSource clock;
    private final SkippedRecords skipped;
    private final AvroCodec<Balance> balances;
    private final ResetEvents events;
    private final Transactions transactions;
    private final Consumer<byte[], byte[]> member;
    private final Follower sentBefore;
    private final RateBound rate;
    private final Map<Integer, Share> shares = new HashMap<>();

    private enum Stage { NEW, READING, LOOKING_BACK, SENDING }

    /** The state of one partition in this instance. */
    private static final class Share {
        private final Schedule schedule;
        private Stage stage = Stage.NEW;
        /** Towards the end of the stage; null before it is known where that is. */
        private CatchUp catchUp;

        Share(Schedule schedule) {
            this.schedule = schedule;
        }
    }

    static CycleResetSession open(ConsumerSettings settings, SchemaIds ids, InstantSource clock,
            SkippedRecords skipped) {
        KafkaClients clients = new KafkaClients(settings, CycleResets.GROUP);
        clients.requireNoRestore();
        return clients.open(() -> new CycleResetSession(settings, clients, ids, clock, skipped));
    }

    private CycleResetSession(ConsumerSettings settings, KafkaClients clients, SchemaIds ids,
            InstantSource clock, SkippedRecords skipped) {
        this.settings = settings;
        this.clock = clock;
        this.skipped = skipped;
        balances = new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), ids);
        events = new ResetEvents(ids);
        rate = new RateBound(settings.resetsPerSecond(), clock.millis());
        transactions = new Transactions(clients.producer());
        sentBefore = clients.follower(this::sent);
        member = clients.member();
        member.subscribe(List.of(Topics.BALANCES.topicName()), new Assignment());
    }

    @Override
    public void step() {
        for (ConsumerRecord<byte[], byte[]> record : member.poll(POLL)) {
            schedule(record);
        }
        prepare();
        send();
    }

    @Override
    public Map<List<String>, Double> lag() {
        return MemberLag.of(member);
    }

    @Override
    public void close() {
        transactions.close();
        sentBefore.close();
        member.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private void schedule(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            skipped.add(record, "a snapshot has its account_id as key");
            return;
        }
        Schedule schedule = shares.get(record.partition()).schedule;
        String accountId = new String(record.key(), StandardCharsets.UTF_8);
        try {
            Balance balance = record.value() == null ? null : balances.decode(record.value());
            if (balance == null || balance.getNextDueAt() == null) {
                schedule.clear(accountId);
            } else {
                schedule.set(accountId, balance.getNextDueAt().toEpochMilli(),
                        balance.getNextDueAt().equals(balance.getCycleEnd()));
            }
        } catch (BadRecord e) {
            skipped.add(record, e.getMessage());
        }
    }

    /** Takes every partition as far as it can go towards {@link Stage#SENDING}. */
    private void prepare() {
        beginReading();
        advance(Stage.READING);
        shares.forEach((partition, share) -> {
            if (share.stage == Stage.READING
                    && share.catchUp.isDone(in(Topics.BALANCES, partition))) {
                share.stage = share.schedule.earliest() > clock.millis()
                        ? Stage.SENDING : Stage.LOOKING_BACK;
                share.catchUp = null;
            }
        });
        lookBack();
    }

    /** Partitions that were assigned together are read together: their catching up is one. */
    private void advance(Stage stage) {
        shares.values().stream().filter(s -> s.stage == stage).map(s -> s.catchUp).distinct()
                .forEach(CatchUp::advancePatiently);
    }

    /** Reads what was sent for instants that have come, also by an instance that died since. */
    private void lookBack() {
        Map<TopicPartition, Long> since = new HashMap<>();
        shares.forEach((partition, share) -> {
            if (share.stage == Stage.LOOKING_BACK) {
                since.put(in(Topics.ACCOUNT_EVENTS, partition),
                        Math.max(0, share.schedule.earliest() - CLOCK_SKEW_MILLIS));
            }
        });
        if (since.isEmpty()) {
            return;
        }
        boolean isBegun = shares.values().stream()
                .noneMatch(s -> s.stage == Stage.LOOKING_BACK && s.catchUp == null);
        if (!isBegun) {
            CatchUp catchUp = sentBefore.followFrom(since);
            since.keySet().forEach(p -> shares.get(p.partition()).catchUp = catchUp);
        }
        sentBefore.read(true);
        advance(Stage.LOOKING_BACK);
        for (TopicPartition partition : since.keySet()) {
            Share share = shares.get(partition.partition());
            if (share.catchUp.isDone(partition)) {
                share.stage = Stage.SENDING;
            }
        }
    }

    private void sent(ConsumerRecord<byte[], byte[]> record) {
        Share share = shares.get(record.partition());
        Schedule.Due due = events.read(record.value());
        if (share != null && due != null) {
            share.schedule.wasSent(due.accountId(), due.at(), clock.millis());
        }
    }

    private void beginReading() {
        List<TopicPartition> assigned = shares.entrySet().stream()
                .filter(e -> e.getValue().stage == Stage.NEW)
                .map(e -> in(Topics.BALANCES, e.getKey())).toList();
        if (!assigned.isEmpty()) {
            CatchUp catchUp = new CatchUp(member, sentBefore.endsOfLogs(assigned));
            for (TopicPartition partition : assigned) {
                Share share = shares.get(partition.partition());
                share.catchUp = catchUp;
                share.stage = Stage.READING;
            }
        }
    }

    private void send() {
        long now = clock.millis();
        int most = Math.min(MOST_AT_ONCE, rate.allowed(now));
        List<ProducerRecord<byte[], byte[]>> due = takeDue(now, most);
        if (!due.isEmpty()) {
            transactions.commit(due, positions(), member.groupMetadata());
            rate.passed(due.size());
        }
    }

    /** The earliest of all partitions first, so that none waits for another's rush to end. */
    private List<ProducerRecord<byte[], byte[]>> takeDue(long now, int most) {
        List<ProducerRecord<byte[], byte[]>> due = new ArrayList<>();
        while (due.size() < most) {
            Schedule earliest = null;
            for (Share share : shares.values()) {
                if (share.stage == Stage.SENDING && (earliest == null
                        || share.schedule.earliest() < earliest.earliest())) {
                    earliest = share.schedule;
                }
            }
            Schedule.Due next = earliest == null ? null : earliest.takeDue(now);
            if (next == null) {
                break;
            }
            due.add(events.record(next));
        }
        return due;
    }

    /** Nobody needs these offsets; they show that the partitions are still ours. */
    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (int partition : shares.keySet()) {
            TopicPartition snapshots = in(Topics.BALANCES, partition);
            positions.put(snapshots, new OffsetAndMetadata(member.position(snapshots)));
        }
        return positions;
    }

    private static TopicPartition in(Topics topic, int partition) {
        return new TopicPartition(topic.topicName(), partition);
    }

    /** The knowledge of partitions is dropped with them, and read anew by whoever gets them. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            assigned.forEach(p -> shares.put(p.partition(),
                    new Share(new Schedule(settings.resendAfter().toMillis()))));
            member.seekToBeginning(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            revoked.forEach(p -> shares.remove(p.partition()));
        }
    }
}
