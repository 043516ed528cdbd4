package dev.extrausage.payments.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedRefundsTest {
    private static final Duration KEYS_REMEMBERED = Duration.ofHours(24);
    private static final long USD = 1_000_000_000L;
    @TempDir Path folder;
    private final MovableClock clock = new MovableClock();

    @Test void parts_of_a_payment_are_paid_back_each_once() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            Payment payment = processor.charge("k", "anna", 20 * USD);
            Refund first = processor.refund(payment.paymentId(), "r-1", 5 * USD);
            Refund second = processor.refund(payment.paymentId(), "r-2", 15 * USD);

            assertThat(first.status()).isEqualTo(Refund.Status.PAID);
            assertThat(processor.refund(payment.paymentId(), "r-1", 7 * USD)).isEqualTo(first);
            assertThat(processor.findRefund(payment.paymentId(), "r-2")).contains(second);
            assertThat(processor.find("k").orElseThrow().isRefunded()).isTrue();
            assertThat(processor.refunds()).containsExactly(first, second);
        }
    }

    @Test void more_than_a_payments_rest_is_a_lasting_no() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k", "anna", 20 * USD);
            processor.refund("pay_1", "r-1", 15 * USD);
            Refund no = processor.refund("pay_1", "r-2", 6 * USD);

            assertThat(no.status()).isEqualTo(Refund.Status.FAILED);
            assertThat(no.failureReason()).isEqualTo("exceeds_payment");
            assertThat(processor.refund("pay_1", "r-2", 5 * USD)).isEqualTo(no);
            assertThat(processor.findById("pay_1").orElseThrow().restNanos()).isEqualTo(5 * USD);
        }
    }

    @Test void a_card_may_take_no_refund() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k", "nora+card-no-refund", 20 * USD);
            assertThat(processor.refund("pay_1", "r-1", USD).failureReason())
                    .isEqualTo("refund_declined");
            assertThat(processor.find("k").orElseThrow().refundedNanos()).isZero();
        }
    }

    @Test void a_refund_with_a_lost_answer_is_found() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            assertThatThrownBy(() -> processor.charge("k", "lea+card-lost-answer", 20 * USD))
                    .isInstanceOf(ProcessorUnavailable.class);
            assertThat(processor.findRefund("pay_1", "r-1")).isEmpty();
            assertThatThrownBy(() -> processor.refund("pay_1", "r-1", USD))
                    .isInstanceOf(ProcessorUnavailable.class);
            assertThat(processor.findRefund("pay_1", "r-1").orElseThrow().amountNanos())
                    .isEqualTo(USD);
            assertThat(processor.findRefund("pay_2", "r-1")).isEmpty();
        }
    }

    @Test void a_late_card_s_refund_is_processed_for_a_while() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            assertThatThrownBy(() -> processor.charge("k", "otto+card-late", 20 * USD))
                    .isInstanceOf(ProcessorUnavailable.class);
            clock.advance(SimulatedCardProcessor.LATENESS);
            assertThatThrownBy(() -> processor.refund("pay_1", "r-1", USD))
                    .isInstanceOf(ProcessorUnavailable.class);
            assertThat(processor.findRefund("pay_1", "r-1").orElseThrow().status())
                    .isEqualTo(Refund.Status.PROCESSING);
            clock.advance(SimulatedCardProcessor.LATENESS);
            assertThat(processor.findRefund("pay_1", "r-1").orElseThrow().status())
                    .isEqualTo(Refund.Status.PAID);
        }
    }

    @Test void forgotten_refund_keys_pay_back_again_as_real_ones_do() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k", "anna", 20 * USD);
            Refund first = processor.refund("pay_1", "r-1", USD);
            clock.advance(KEYS_REMEMBERED.plusSeconds(1));

            assertThat(processor.refund("pay_1", "r-1", USD)).isNotEqualTo(first);
            assertThat(processor.findRefund("pay_1", "r-1")).contains(first);
        }
    }

    @Test void only_an_approved_payment_is_paid_back() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k", "dora+card-declined", 20 * USD);
            for (String payment : new String[] {"pay_1", "pay_2"}) {
                assertThatThrownBy(() -> processor.refund(payment, "r-1", USD))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(payment);
            }
        }
    }

    @Test void a_refund_torn_by_a_crash_is_made_once() throws Exception {
        try (SimulatedCardProcessor processor = open()) {
            processor.charge("k", "anna", 20 * USD);
        }
        int whole = Files.readAllBytes(file()).length;
        try (SimulatedCardProcessor processor = open()) {
            processor.refund("pay_1", "r-1", 5 * USD);
        }
        byte[] both = Files.readAllBytes(file());
        for (int length = whole; length <= both.length; length++) {
            Files.write(file(), Arrays.copyOf(both, length));
            try (SimulatedCardProcessor processor = open()) {
                boolean isMade = processor.findRefund("pay_1", "r-1").isPresent();
                assertThat(isMade).isEqualTo(length == both.length);
                processor.refund("pay_1", "r-1", 5 * USD);
            }
            try (SimulatedCardProcessor processor = open()) {
                assertThat(processor.refunds()).singleElement()
                        .satisfies(r -> assertThat(r.amountNanos()).isEqualTo(5 * USD));
                assertThat(processor.find("k").orElseThrow().restNanos()).isEqualTo(15 * USD);
            }
        }
    }

    @Test void a_file_of_before_part_refunds_goes_on() throws Exception {
        String at = String.valueOf(clock.millis());
        try (PaymentLog before = PaymentLog.open(file())) {
            before.append("charge", "pay_1", "k-1", "anna", "card-ok", String.valueOf(20 * USD),
                    "APPROVED", "", at);
            before.append("refund", "k-1", at);
            before.append("charge", "pay_2", "k-2", "anna", "card-ok", String.valueOf(20 * USD),
                    "APPROVED", "", at);
        }
        try (SimulatedCardProcessor processor = open()) {
            assertThat(processor.find("k-1").orElseThrow().isRefunded()).isTrue();
            assertThat(processor.refund("pay_2", "r-1", 5 * USD).refundId()).isEqualTo("re_2");
        }
        try (SimulatedCardProcessor processor = open()) {
            assertThat(processor.payments()).extracting(Payment::restNanos)
                    .containsExactly(0L, 15 * USD);
        }
    }

    private SimulatedCardProcessor open() throws IOException {
        return SimulatedCardProcessor.open(
                file(), CardsOnFile.byAccountId(), clock, KEYS_REMEMBERED);
    }

    private Path file() {
        return folder.resolve("payments");
    }
}
