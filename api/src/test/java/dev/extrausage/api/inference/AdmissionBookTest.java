package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.client.Published;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.core.Catalogs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.junit.jupiter.api.io.TempDir;

/** A book whose clock the test sets, and a gate that answers by its policy: without a Kafka. */
class AdmissionBookTest {
    private final UsageGate gate = UsageGate.builder("127.0.0.1:1", Catalogs.example())
            .catalogAsGiven().startUp(GatePolicy.FAIL_OPEN).start();
    private final Admission admission = gate.admit("ada", "cursor", 1);
    @TempDir private Path spool;
    private long now = 1_000;
    private final AdmissionBook book =
            new AdmissionBook(gate, 2, () -> Instant.ofEpochMilli(now));

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

    @Test void usage_settles_an_admission_of_its_very_account_alone() throws Exception {
        String longest = "x".repeat(64);
        try (UsagePublisher publisher = UsagePublisher.builder()
                .bootstrapServers("127.0.0.1:1").spool(spool).open()) {
            for (String account : List.of("ada", longest)) {
                String id = book.add(gate.admit(account, "cursor", 1), "service", 2_000);
                Published usage = publisher.publish(Usage.of(account).app("cursor")
                        .model("m").tokens(1, 1).build());
                for (String other : List.of("", account.substring(1), account + "a", "adb",
                        longest.replaceFirst("x$", "y"), "ad\u0161", longest + longest)) {
                    assertThat(book.settle(id, "service", other, usage)).as(other).isFalse();
                }
                assertThat(book.settle(id, "another", account, usage)).isFalse();
                assertThat(book.settle(id, "service", account, usage)).isTrue();
                assertThat(book.settle(id, "service", account, usage)).isFalse();
            }
            publisher.close(Duration.ZERO);
        }
    }

    @Test void an_account_longer_than_any_takes_no_place() {
        Admission strange = gate.admit("x".repeat(65), "cursor", 1);
        assertThatThrownBy(() -> book.add(strange, "service", 2_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("account has 65 bytes: must have at most 64");
        assertThat(book.size()).isZero();
    }

    @Test void a_place_is_good_for_any_later_credential_and_account() {
        AdmissionBook large = new AdmissionBook(gate, 5_000, () -> Instant.ofEpochMilli(now));
        List<String> ids = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = ids.size(); i < 5_000; i++) {
                ids.add(large.add(gate.admit("a".repeat(1 + (round + i) % 64), "cursor", 1),
                        "service-" + round, 2_000 + i % 2));
            }
            assertThat(large.add(admission, "service", 2_000)).as("it is full").isNull();
            List<String> ending = ids.subList(1_000, 5_000);
            for (String id : ending) {
                assertThat(large.release(id, "service")).isFalse();
                assertThat(large.release(id, "service-" + round)).isTrue();
            }
            ending.clear();
            assertThat(large.size()).isEqualTo(1_000);
        }
        now = 2_000;
        large.sweep();
        assertThat(large.size()).isEqualTo(500);
        now = 2_001;
        large.sweep();
        assertThat(large.size()).isZero();
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
        AdmissionBook crowded = new AdmissionBook(gate, 64, () -> Instant.ofEpochMilli(1_000));
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
