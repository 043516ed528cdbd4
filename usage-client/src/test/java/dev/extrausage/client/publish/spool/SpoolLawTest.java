package dev.extrausage.client.publish.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is appended, settled, tidied and killed in whatever order: what is not settled is given,
 * in order, and nothing is given that was never appended.
 */
class SpoolLawTest {
    private static final int ROUNDS = 40;
    private static final int STEPS = 150;

    @TempDir Path folder;
    private final Random random;
    /** Records appended and not settled, by number. */
    private final Map<Long, SpoolRecord> waiting = new TreeMap<>();
    private long appended;
    private int lives;
    private Spool spool;

    SpoolLawTest(@Seed long seed) {
        random = new Random(seed);
    }

    @AfterEach void close() throws IOException {
        spool.close();
    }

    @Test void unsettled_records_return_in_order_after_every_crash() throws Exception {
        spool = open(folder.resolve("0"));
        for (int round = 0; round < ROUNDS; round++) {
            int steps = random.nextInt(STEPS);
            for (int step = 0; step < steps; step++) {
                step();
            }
            boolean wasKilled = random.nextBoolean();
            liveAgain(wasKilled);
        }
    }

    private void step() throws Exception {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> append(1 + random.nextInt(5));
            case 3, 4, 5 -> settle(random.nextInt(6));
            case 6 -> spool.tidy();
            default -> {
                spool.rewind();
                assertGivesWhatWaits(false);
            }
        }
    }

    private void append(int count) throws IOException {
        List<SpoolRecord> batch = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] value = ByteBuffer.allocate(8 + random.nextInt(8_000)).putLong(appended).array();
            SpoolRecord record = new SpoolRecord(appended, new byte[random.nextInt(256)], value);
            if (!spool.hasRoom(bytes + record.bytes())) {
                break;
            }
            bytes += record.bytes();
            batch.add(record);
            waiting.put(appended++, record);
        }
        spool.append(batch);
    }

    private void settle(int count) {
        List<Long> candidates = new ArrayList<>(waiting.keySet());
        for (int i = 0; i < count && !candidates.isEmpty(); i++) {
            // Mostly the oldest, as when Kafka answers in order; sometimes any.
            int which = random.nextInt(4) == 0 ? random.nextInt(candidates.size()) : 0;
            spool.settle(waiting.remove(candidates.remove(which)));
        }
    }

    private void liveAgain(boolean wasKilled) throws Exception {
        Path next = folder.resolve(Integer.toString(++lives));
        if (!wasKilled) {
            spool.close();
        }
        Folders.copy(folder.resolve(Integer.toString(lives - 1)), next);
        spool.close();
        spool = open(next);
        assertGivesWhatWaits(true);
    }

    private static Spool open(Path path) throws IOException {
        return Spool.open(path, Spool.LEAST_BOUND);
    }

    /** {@code mayRepeat}: what was settled may come too; then it is settled again. */
    private void assertGivesWhatWaits(boolean mayRepeat) throws Exception {
        List<Long> given = new ArrayList<>();
        Map<Long, SpoolRecord> records = new HashMap<>();
        for (SpoolRecord r = spool.next(1); r != null; r = spool.next(1)) {
            long number = ByteBuffer.wrap(spool.read(r).value()).getLong();
            assertThat(r.time()).isEqualTo(number);
            given.add(number);
            records.put(number, r);
        }
        assertThat(given).as("in order").isSorted().doesNotHaveDuplicates();
        assertThat(given).as("all that wait").containsAll(waiting.keySet());
        given.forEach(n -> assertThat(n).as("only what was appended").isLessThan(appended));
        if (!mayRepeat) {
            assertThat(given).containsExactlyElementsOf(waiting.keySet());
            return;
        }
        records.forEach((number, record) -> {
            if (waiting.replace(number, record) == null) {
                spool.settle(record);
            }
        });
        assertThat(spool.state().waiting()).isEqualTo(waiting.size());
    }
}
