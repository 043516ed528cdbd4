package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.Catalogs;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A book whose clock the test sets, and a gate that answers by its policy: without a Kafka. */
class AdmissionBookTest {
    private final UsageGate gate = UsageGate.builder("127.0.0.1:1", Catalogs.example())
            .catalogAsGiven().startUp(GatePolicy.FAIL_OPEN).start();
    private final Admission admission = gate.admit("ada", "cursor", 1);
    private long now = 1_000;
    private final AdmissionBook book =
            new AdmissionBook(2, () -> Instant.ofEpochMilli(now));

    @AfterEach void closeGate() {
        gate.close();
    }

    @Test void an_admission_is_released_once_until_it_expires() {
        String id = book.add(admission, "service", 2_000);
        now = 1_999;
        assertThat(book.release(id, "another")).isFalse();
        assertThat(book.release(id, "service")).isTrue();
        assertThat(book.release(id, "service")).isFalse();
    }

    @Test void an_expired_admission_is_gone_before_it_is_swept() {
        String id = book.add(admission, "service", 2_000);
        String other = book.add(admission, "service", 2_001);
        now = 2_000;
        assertThat(book.release(id, "service")).isFalse();
        assertThat(book.settle(id, "service", "ada", null)).isFalse();
        assertThat(book.size()).isEqualTo(2);

        book.sweep();
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.release(other, "service")).isTrue();
    }

    @Test void a_full_book_gives_no_id_until_an_admission_ends() {
        String first = book.add(admission, "service", 2_000);
        book.add(admission, "service", 2_000);
        assertThat(book.add(admission, "service", 2_000)).isNull();

        assertThat(book.release(first, "service")).isTrue();
        String next = book.add(admission, "service", 2_000);
        assertThat(next).isNotNull().isNotEqualTo(first);
        assertThat(book.release(first, "service")).as("its place is another's now").isFalse();
        assertThat(book.settle(next, "service", "bob", null)).isFalse();
        assertThat(book.release(next, "service")).isTrue();
    }

    @Test void what_is_no_id_of_the_book_is_not_found() {
        String id = book.add(admission, "service", 2_000);
        String last = id.endsWith("A") ? "B" : "A"; // decoded, it differs at most in unused bits
        for (String other : List.of("", "adm_", "adm", id.substring(4), id + "A", id + "==",
                id.substring(0, id.length() - 1) + last, id.replace("adm_", "ADM_"), "adm_%",
                "adm_" + "_".repeat(22), "adm_" + "A".repeat(22), "adm_" + "A".repeat(200_000))) {
            assertThat(book.release(other, "service")).as(other).isFalse();
        }
        assertThat(book.release(id, "service")).isTrue();
    }

    @Test void every_admission_ends_once_whoever_asks_and_its_place_is_free() throws Exception {
        AdmissionBook crowded = new AdmissionBook(64, () -> Instant.ofEpochMilli(1_000));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger added = new AtomicInteger();
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        List<Callable<Void>> work = Collections.nCopies(4, () -> {
            for (int i = 0; i < 5_000; i++) {
                String id = crowded.add(admission, "service", 2_000);
                if (id != null) {
                    added.incrementAndGet();
                    ids.add(id);
                    ids.add(id);
                }
                for (String one = ids.poll(); one != null; one = ids.poll()) {
                    ended.addAndGet(crowded.release(one, "service") ? 1 : 0);
                }
            }
            return null;
        });
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ended.get()).isEqualTo(added.get()).isPositive();
        assertThat(crowded.size()).isZero();
    }
}
