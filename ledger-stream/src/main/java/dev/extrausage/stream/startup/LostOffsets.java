package dev.extrausage.stream.startup;

import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds where the ledger had come to when its group's offsets are gone, as Kafka drops those of a
 * group that is idle for long. Every input that was answered left its place: in the journal's
 * {@code source}, or in the headers of a rejection. What lies behind the last of them was not
 * answered, or was a duplicate, and is left out again.
 *
 * <p>Only for a ledger whose state is whole: its changelogs and its journal belong together.
 */
public final class LostOffsets {
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** A jump, and the close, wait for the answer to the fetch under way. */
    private static final int LAST_FETCH_MILLIS = 5;
    private static final long FIRST_STEP = 2_000;
    private static final int GROWTH = 8;

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicCodecs codecs;

    private LostOffsets(
            Admin admin, Consumer<byte[], byte[]> consumer, TopicCodecs codecs) {
        this.admin = admin;
        this.consumer = consumer;
        this.codecs = codecs;
    }

    /**
     * Finds and commits the offsets that the ledger's group misses; those it committed. Waits for
     * the end of a transaction that the ledger's death left open: it may have been committed.
     *
     * @throws CannotStart when the application id has no state, so that it is not the ledger's
     */
    public static Map<TopicPartition, Long> recover(
            Admin admin, LedgerSettings settings, TopicCodecs codecs) {
        int partitions = TopicCheck.partitions(admin, settings.minInsyncReplicas());
        StartOffsets.requireNoRebuild(admin, settings.applicationId());
        List<TopicPartition> missing =
                StartOffsets.missing(admin, settings.applicationId(), partitions);
        if (missing.isEmpty()) {
            return Map.of();
        }
        ChangelogTopics changelogs = new ChangelogTopics(settings);
        if (changelogs.existing(admin).size() < changelogs.topics().size()) {
            throw new CannotStart("there are no topics " + changelogs.topics() + ", so the"
                    + " application id " + settings.applicationId() + " has no accounts: offsets"
                    + " alone would not help");
        }
        Map<TopicPartition, Long> found = new TreeMap<>(
                Comparator.comparing(TopicPartition::toString));
        missing.forEach(p -> found.put(p, 0L));
        try (Consumer<byte[], byte[]> consumer = consumer(settings)) {
            LostOffsets lost = new LostOffsets(admin, consumer, codecs);
            for (int p = 0; p < partitions; p++) {
                for (Topics answers : List.of(Topics.BALANCE_CHANGES, Topics.REJECTED_EVENTS)) {
                    lost.in(answers, p).forEach((input, last) -> found.computeIfPresent(
                            input, (same, offset) -> Math.max(offset, last + 1)));
                }
            }
        }
        StartOffsets.commit(admin, settings.applicationId(), found);
        return found;
    }

    private static Consumer<byte[], byte[]> consumer(LedgerSettings settings) {
        Map<String, Object> all = settings.forStart();
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LAST_FETCH_MILLIS);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The last answered offset of each input in one partition of answers. Within it the offsets of
     * an input only grow, so its last answer is found from the end, in growing steps backwards.
     */
    private Map<TopicPartition, Long> in(Topics answers, int partition) {
        TopicPartition where = new TopicPartition(answers.topicName(), partition);
        consumer.assign(List.of(where));
        long begin = consumer.beginningOffsets(List.of(where)).get(where);
        long end = written(where);
        Map<TopicPartition, Long> last = new HashMap<>();
        long from = end;
        for (long step = FIRST_STEP; from > begin && last.size() < StartOffsets.INPUTS.size();
                step *= GROWTH) {
            long until = from;
            from = Math.max(begin, end - step);
            read(where, from, until).forEach((k, v) -> last.merge(k, v, Math::max));
        }
        return last;
    }

    private long written(TopicPartition where) {
        return KafkaAnswers.to("tell where " + where + " ends", admin.listOffsets(
                Map.of(where, OffsetSpec.latest()),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).partitionResult(where))
                .offset();
    }

    private Map<TopicPartition, Long> read(TopicPartition where, long from, long until) {
        Map<TopicPartition, Long> last = new HashMap<>();
        consumer.seek(where, from);
        while (consumer.position(where) < until) {
            for (ConsumerRecord<byte[], byte[]> answer : consumer.poll(WAIT)) {
                Source source = answer.topic().equals(Topics.REJECTED_EVENTS.topicName())
                        ? rejected(answer) : decided(answer);
                last.merge(new TopicPartition(source.getTopic(), source.getPartition()),
                        source.getOffset(), Math::max);
            }
        }
        return last;
    }

    private Source decided(ConsumerRecord<byte[], byte[]> answer) {
        BalanceChange entry = codecs.balanceChanges().decode(answer.value());
        return entry.getSource();
    }

    private static Source rejected(ConsumerRecord<byte[], byte[]> answer) {
        return new Source(header(answer, Rejection.TOPIC),
                Integer.parseInt(header(answer, Rejection.PARTITION)),
                Long.parseLong(header(answer, Rejection.OFFSET)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> answer, String name) {
        Header header = answer.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
