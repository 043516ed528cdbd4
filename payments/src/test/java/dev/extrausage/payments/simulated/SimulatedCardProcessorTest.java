package dev.extrausage.payments.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedCardProcessorTest {
    private static final Duration KEYS_REMEMBERED = Duration.ofHours(24);
    private static final long USD_20 = 20_000_000_000L;
    @TempDir Path folder;
    private final MovableClock clock = new MovableClock();

    @Test void good_cards_pay_at_once_and_keys_charge_once() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            Payment first = processor.charge("k", "anna", USD_20);
            Payment again = processor.charge("k", "anna", 5);

            assertThat(first.status()).isEqualTo(Payment.Status.APPROVED);
            assertThat(again).isEqualTo(first);
            assertThat(processor.find("k")).contains(first);
            assertThat(processor.payments()).containsExactly(first);
        }
    }

    @Test void a_card_declines_by_its_name() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            Payment payment = processor.charge("k", "anna+card-declined", USD_20);

            assertThat(payment.status()).isEqualTo(Payment.Status.DECLINED);
            assertThat(payment.declineCode()).isEqualTo("card_declined");
        }
    }

    @Test void a_timed_out_charge_goes_through_the_second_time()
            throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            assertThatThrownBy(() -> processor.charge("k", "tim+card-timeout", USD_20))
                    .isInstanceOf(ProcessorUnavailable.class);
            assertThat(processor.find("k")).isEmpty();
        }
        try (SimulatedCardProcessor processor = open()) {
            assertThat(processor.charge("k", "tim+card-timeout", USD_20).status())
                    .isEqualTo(Payment.Status.APPROVED);
        }
    }

    @Test void a_payment_whose_answer_was_lost_is_found() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            assertThatThrownBy(() -> processor.charge("k", "lea+card-lost-answer", USD_20))
                    .isInstanceOf(ProcessorUnavailable.class);
            assertThat(processor.find("k").orElseThrow().status())
                    .isEqualTo(Payment.Status.APPROVED);
        }
    }

    @Test void a_late_payment_is_processed_for_a_while() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            assertThatThrownBy(() -> processor.charge("k", "otto+card-late", USD_20))
                    .isInstanceOf(ProcessorUnavailable.class);
            assertThat(processor.find("k").orElseThrow().status())
                    .isEqualTo(Payment.Status.PROCESSING);
            clock.advance(SimulatedCardProcessor.LATENESS);
            assertThat(processor.find("k").orElseThrow().status())
                    .isEqualTo(Payment.Status.APPROVED);
        }
    }

    @Test void a_silent_card_never_pays() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> processor.charge("k", "sam+card-silent", USD_20))
                        .isInstanceOf(ProcessorUnavailable.class);
            }
            assertThat(processor.payments()).isEmpty();
        }
    }

    @Test void a_forgotten_key_charges_again()
            throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            Payment first = processor.charge("k", "anna", USD_20);
            clock.advance(KEYS_REMEMBERED.plusSeconds(1));

            assertThat(processor.find("k")).contains(first);
            assertThat(processor.charge("k", "anna", USD_20)).isNotEqualTo(first);
            assertThat(processor.payments()).hasSize(2);
        }
    }

    @Test void concurrent_charges_with_one_key_make_one_payment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (SimulatedCardProcessor processor = open()) {
            Callable<Payment> charge = () -> processor.charge("k", "anna", USD_20);
            List<Future<Payment>> all = threads.invokeAll(Collections.nCopies(40, charge));
            for (Future<Payment> one : all) {
                assertThat(one.get()).isEqualTo(processor.find("k").orElseThrow());
            }
            assertThat(processor.payments()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test void all_it_answered_holds_after_a_restart() throws Exception {
        List<Payment> before;
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k-1", "anna", USD_20);
            processor.charge("k-2", "anna+card-declined", USD_20);
            processor.refund("pay_1", "r-1", USD_20);
            before = processor.payments();
        }
        try (SimulatedCardProcessor processor = open()) {
            assertThat(processor.payments()).isEqualTo(before);
        }
    }

    @Test void a_torn_last_line_leaves_those_before() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k-1", "anna", USD_20);
        }
        int whole = Files.readAllBytes(file()).length;
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k-2", "anna", USD_20);
        }
        byte[] both = Files.readAllBytes(file());
        for (int length = whole; length < both.length; length++) {
            Files.write(file(), Arrays.copyOf(both, length));
            try (SimulatedCardProcessor processor = open()) {
                assertThat(processor.find("k-2")).isEmpty();
                processor.charge("k-3", "anna", USD_20);
                assertThat(processor.payments()).extracting(Payment::key)
                        .containsExactly("k-1", "k-3");
            }
            try (SimulatedCardProcessor processor = open()) {
                assertThat(processor.payments()).hasSize(2);
            }
        }
    }

    @Test void a_file_damaged_elsewhere_is_refused_with_the_line() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k-1", "anna", USD_20);
            processor.charge("k-2", "anna", USD_20);
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[10] ^= 1;
        Files.write(file(), bytes);

        assertThatThrownBy(this::open).isInstanceOf(IOException.class)
                .hasMessageContaining("line 1").hasMessageContaining("checksum");
    }

    @Test void a_file_has_one_processor_at_a_time() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k", "anna", USD_20);
            assertThatThrownBy(this::open).isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test void a_file_names_cards_before_the_accounts_id_does() throws Exception {
        Path cards = folder.resolve("cards");
        Files.writeString(cards, "anna card-declined\n\nbob+card-declined card-ok\n");
        CardsOnFile read = CardsOnFile.read(cards);

        assertThat(read.of("anna")).isEqualTo(SimulatedCard.DECLINED);
        assertThat(read.of("bob+card-declined")).isEqualTo(SimulatedCard.OK);
        assertThat(read.of("eve+card-late")).isEqualTo(SimulatedCard.ANSWERS_LATE);
        assertThat(read.of("eve")).isEqualTo(SimulatedCard.OK);
        Files.writeString(cards, "joe\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> CardsOnFile.read(cards)).hasMessageContaining("line 4");
        assertThatThrownBy(() -> SimulatedCard.named("gold"))
                .hasMessageContaining("gold").hasMessageContaining("card-lost-answer");
    }

    private SimulatedCardProcessor open() throws IOException {
        return SimulatedCardProcessor.open(
                file(), CardsOnFile.byAccountId(), clock, KEYS_REMEMBERED);
    }

    private Path file() {
        return folder.resolve("payments");
    }
}
