package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.Catalogs;
import java.time.Instant;
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

    @Test void a_full_book_gives_no_id() {
        book.add(admission, "service", 2_000);
        book.add(admission, "service", 2_000);
        assertThat(book.add(admission, "service", 2_000)).isNull();
    }
}
