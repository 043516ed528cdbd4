package dev.extrausage.stream.topology;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.encode;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Event;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class InputRunTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final TopicPartition USAGE =
            new TopicPartition(Topics.USAGE_EVENTS.topicName(), 0);

    @Test void joining_keeps_every_record_and_its_order(@Seed long seed) {
        Random random = new Random(seed);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(record(2 * i, T + i / (1 + random.nextInt(60)),
                    random.nextInt(40) > 0 ? TimestampType.LOG_APPEND_TIME
                            : TimestampType.CREATE_TIME,
                    new byte[random.nextInt(10) > 0 ? 200 : random.nextInt(90_000)]));
        }
        List<ConsumerRecord<byte[], byte[]>> joined = join(records);
        assertThat(joined.stream().flatMap(r -> recordsIn(r).stream()).toList())
                .as("seed %d", seed).containsExactlyElementsOf(records);
        for (ConsumerRecord<byte[], byte[]> one : joined) {
            assertBounded(one, seed);
        }
        assertThat(recordsIn(joined.get(joined.size() - 1))).as("seed %d", seed)
                .containsExactly(records.get(records.size() - 1));
        for (int i = 1; i < joined.size() - 1; i++) {
            assertThat(hasRoom(recordsIn(joined.get(i - 1)), recordsIn(joined.get(i)).get(0)))
                    .as("seed %d: run %d could go on", seed, i - 1).isFalse();
        }
    }

    private static void assertBounded(ConsumerRecord<byte[], byte[]> one, long seed) {
        List<ConsumerRecord<byte[], byte[]>> run = recordsIn(one);
        assertThat(one.offset()).as("seed %d", seed).isEqualTo(run.get(0).offset());
        assertThat(one.leaderEpoch()).as("seed %d", seed).isEqualTo(run.get(0).leaderEpoch());
        assertThat(run).as("seed %d", seed).hasSizeBetween(1, InputRun.MOST_RECORDS)
                .allSatisfy(r -> assertThat(r.timestamp()).isEqualTo(one.timestamp()));
        if (run.size() > 1) {
            assertThat(run).as("seed %d", seed).allSatisfy(r -> assertThat(r.timestampType())
                    .isEqualTo(TimestampType.LOG_APPEND_TIME));
            assertThat(bytes(run)).as("seed %d", seed)
                    .isLessThanOrEqualTo(InputRun.MOST_BYTES);
        }
    }

    private static boolean hasRoom(List<ConsumerRecord<byte[], byte[]>> run,
            ConsumerRecord<byte[], byte[]> next) {
        ConsumerRecord<byte[], byte[]> first = run.get(0);
        return run.size() < InputRun.MOST_RECORDS && first.timestamp() == next.timestamp()
                && first.timestampType() == TimestampType.LOG_APPEND_TIME
                && next.timestampType() == TimestampType.LOG_APPEND_TIME
                && bytes(run) + bytes(List.of(next)) <= InputRun.MOST_BYTES;
    }

    private static long bytes(List<ConsumerRecord<byte[], byte[]>> run) {
        return run.stream().mapToLong(r -> r.key().length + r.value().length).sum();
    }

    @Test void headers_count_toward_the_length_of_a_run() {
        ConsumerRecord<byte[], byte[]> first = record(0, T, new byte[100]);
        ConsumerRecord<byte[], byte[]> second = record(1, T, new byte[100]);
        second.headers().add("trace", new byte[InputRun.MOST_BYTES - 150]);
        ConsumerRecord<byte[], byte[]> last = record(2, T, new byte[100]);
        assertThat(join(List.of(first, second, last))).hasSize(3);
        ConsumerRecord<byte[], byte[]> third = record(1, T, new byte[100]);
        third.headers().add("trace", new byte[InputRun.MOST_BYTES - 350]);
        assertThat(join(List.of(first, third, last))).hasSize(2);
    }

    @Test void a_senders_header_makes_no_run() {
        ConsumerRecord<byte[], byte[]> run =
                join(List.of(record(0, T, new byte[9]), record(1, T, new byte[9]),
                        record(2, T, new byte[9]))).get(0);
        String name = run.headers().iterator().next().key();
        assertThat(InputRun.in(run.headers())).hasSize(2);
        assertThat(InputRun.in(new RecordHeaders().add(name, new byte[0]))).isEmpty();
    }

    @Test void a_polls_next_offsets_stay() {
        Map<TopicPartition, OffsetAndMetadata> next = Map.of(USAGE, new OffsetAndMetadata(7));
        ConsumerRecords<byte[], byte[]> joined = InputRun.join(new ConsumerRecords<>(
                Map.of(USAGE, List.of(record(0, T, new byte[9]), record(1, T, new byte[9]),
                        record(2, T, new byte[9]))), next));
        assertThat(joined.nextOffsets()).isEqualTo(next);
        assertThat(joined.count()).isEqualTo(2);
    }

    /** Usage with duplicates and bad inputs, of accounts that are open and of one that is not. */
    @Test void a_run_is_decided_as_its_records_are(@Seed long seed) {
        Random random = new Random(seed);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String account = "account-" + random.nextInt(4);
            Event event = usage(id(T, 100 + random.nextInt(280)), account, T);
            records.add(new ConsumerRecord<>(USAGE.topic(), 0, i, T + i / 50,
                    TimestampType.LOG_APPEND_TIME, 0, 0,
                    account.getBytes(StandardCharsets.UTF_8),
                    random.nextInt(20) > 0 ? encode(event) : new byte[] {1, 2, 3},
                    new RecordHeaders(), Optional.empty()));
        }
        List<ConsumerRecord<byte[], byte[]>> runs = join(records);
        assertThat(runs).as("seed %d", seed).hasSizeLessThan(records.size() / 10);
        // The driver counts offsets itself, so that of the last, which is in no run, would differ.
        assertThat(written(runs.subList(0, runs.size() - 1))).as("seed %d", seed)
                .isEqualTo(written(records.subList(0, records.size() - 1)));
    }

    private static Map<Topics, List<String>> written(
            List<ConsumerRecord<byte[], byte[]>> records) {
        try (LedgerDriver ledger = new LedgerDriver(Catalogs.example())) {
            for (int i = 0; i < 3; i++) {
                ledger.pipe(Topics.ACCOUNT_EVENTS, "account-" + i, encode(
                        change(id(T, i), "account-" + i, T, planStarted("pro"))), T);
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                ledger.pipe(Topics.USAGE_EVENTS, new TestRecord<>(record.key(), record.value(),
                        record.headers(), record.timestamp()));
            }
            Map<Topics, List<String>> written = new LinkedHashMap<>();
            for (Topics topic : List.of(Topics.BALANCE_CHANGES, Topics.NOTICES,
                    Topics.REJECTED_EVENTS)) {
                written.put(topic, ledger.written(topic).stream().map(InputRunTest::text)
                        .toList());
            }
            // A commit has one snapshot of an account, however many entries it had.
            written.put(Topics.BALANCES, List.copyOf(ledger.balances().stream().collect(
                    Collectors.toMap(Balance::getAccountId, Balance::toString,
                            (before, after) -> after)).values().stream().sorted().toList()));
            return written;
        }
    }

    private static String text(TestRecord<byte[], byte[]> record) {
        return record.timestamp() + " " + Arrays.toString(record.key()) + " "
                + Arrays.toString(record.value()) + " " + record.headers();
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsIn(
            ConsumerRecord<byte[], byte[]> joined) {
        List<ConsumerRecord<byte[], byte[]>> run = InputRun.in(joined.headers());
        return run.isEmpty() ? List.of(joined) : run;
    }

    private static List<ConsumerRecord<byte[], byte[]>> join(
            List<ConsumerRecord<byte[], byte[]>> records) {
        return InputRun.join(new ConsumerRecords<>(Map.of(USAGE, records), Map.of()))
                .records(USAGE);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long time, byte[] value) {
        return record(offset, time, TimestampType.LOG_APPEND_TIME, value);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long time, TimestampType type, byte[] value) {
        byte[] key = "account-0".getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(USAGE.topic(), USAGE.partition(), offset, time, type,
                key.length, value.length, key, value, new RecordHeaders(),
                Optional.of((int) (offset / 100)));
    }
}
