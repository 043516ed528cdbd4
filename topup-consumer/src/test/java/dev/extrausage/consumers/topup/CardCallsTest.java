package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Bounds;
import dev.extrausage.core.GrantKind;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CardCallsTest {
    private static final long FIRST_RETRY = 1_000;

    /** Writes down what it is asked, and answers only what it is told to. */
    private static final class Scripted implements CardProcessor {
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public Payment charge(String key, String accountId, long amountNanos)
                throws ProcessorUnavailable {
            asked.add("charge " + key);
            if (key.startsWith("hangs")) {
                awaitRelease();
            }
            if (key.startsWith("fails")) {
                throw new IllegalStateException("a bug of the processor's client");
            }
            if (!key.startsWith("pays")) {
                throw new ProcessorUnavailable(key);
            }
            return payment(key, accountId, amountNanos);
        }

        @Override
        public Optional<Payment> find(String key) {
            asked.add("find " + key);
            return key.endsWith("before") ? Optional.of(payment(key, "anna", 1)) : Optional.empty();
        }

        @Override
        public Optional<Payment> findById(String paymentId) {
            return Optional.empty();
        }

        @Override
        public Refund refund(String paymentId, String key, long amountNanos)
                throws ProcessorUnavailable {
            throw new ProcessorUnavailable(key);
        }

        @Override
        public Optional<Refund> findRefund(String paymentId, String key) {
            return Optional.empty();
        }

        private void awaitRelease() throws ProcessorUnavailable {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new ProcessorUnavailable("interrupted");
            }
        }

        private static Payment payment(String key, String accountId, long amountNanos) {
            return new Payment("pay_1", key, accountId, "card-ok", amountNanos,
                    Payment.Status.APPROVED, null, Bounds.MIN_TIME);
        }
    }

    private final Scripted processor = new Scripted();

    @Test void a_payment_is_looked_up_before_it_is_charged() throws Exception {
        try (CardCalls<TopUp, Payment> calls = calls(1)) {
            calls.add(topUp("pays"));
            assertThat(await(calls, 1)).extracting(a -> a.errand().topUpId())
                    .containsExactly("pays");
            assertThat(processor.asked).containsExactly("find pays", "charge pays");
        }
    }

    @Test void what_was_charged_before_is_not_charged_again() throws Exception {
        try (CardCalls<TopUp, Payment> calls = calls(1)) {
            calls.add(topUp("pays-before"));
            await(calls, 1);
            assertThat(processor.asked).containsExactly("find pays-before");
        }
    }

    @Test void an_unanswered_call_is_repeated_with_growing_pauses()
            throws Exception {
        try (CardCalls<TopUp, Payment> calls = calls(1)) {
            calls.add(topUp("silent"));
            calls.add(topUp("fails"));
            List<Long> askedAt = new ArrayList<>();
            for (long now = 0; now <= 16_000; now += 500) {
                calls.begin(now);
                awaitIdle(calls, now);
                calls.begin(now);
                awaitIdle(calls, now);
                if (processor.asked.removeIf(c -> c.equals("charge silent"))) {
                    askedAt.add(now);
                }
            }
            assertThat(askedAt).containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L);
            assertThat(calls.outstanding()).isEqualTo(2);
        }
    }

    @Test void a_call_that_hangs_delays_no_other() throws Exception {
        try (CardCalls<TopUp, Payment> calls = calls(2)) {
            calls.add(topUp("hangs"));
            for (int i = 0; i < 20; i++) {
                calls.add(topUp("pays-" + i));
            }
            assertThat(await(calls, 20)).hasSize(20);
            processor.never.countDown();
        }
    }

    @Test void no_more_calls_are_open_than_allowed() throws Exception {
        try (CardCalls<TopUp, Payment> calls = calls(3)) {
            for (int i = 0; i < 10; i++) {
                calls.add(topUp("hangs-" + i));
            }
            calls.begin(0);
            for (int i = 0; i < 6; i++) {
                assertThat(processor.asked.poll(120, TimeUnit.SECONDS)).isNotNull();
            }
            calls.begin(0);
            assertThat(processor.asked).isEmpty();
            processor.never.countDown();
        }
    }

    @Test void the_answer_about_what_was_dropped_is_not_handed_on() throws Exception {
        try (CardCalls<TopUp, Payment> calls = calls(1)) {
            calls.add(topUp("hangs"));
            calls.begin(0);
            processor.asked.take();
            calls.drop(t -> true);
            calls.add(topUp("pays"));
            processor.never.countDown();
            assertThat(await(calls, 1)).extracting(a -> a.errand().topUpId())
                    .containsExactly("pays");
        }
    }

    private CardCalls<TopUp, Payment> calls(int atOnce) {
        return new CardCalls<>(TopUp::name, new Charging(processor)::ask, atOnce,
                Duration.ofMillis(FIRST_RETRY));
    }

    private static TopUp topUp(String id) {
        return new TopUp("anna", id, GrantKind.PURCHASE, 5, TopUp.Stage.CHARGING, 0, 0);
    }

    private static List<CardCalls.Answer<TopUp, Payment>> await(
            CardCalls<TopUp, Payment> calls, int count) {
        List<CardCalls.Answer<TopUp, Payment>> answers = new ArrayList<>();
        while (answers.size() < count) {
            calls.begin(0);
            answers.addAll(calls.take(0));
            Thread.onSpinWait();
        }
        return answers;
    }

    private static void awaitIdle(CardCalls<TopUp, Payment> calls, long now) {
        while (calls.open() > 0) {
            calls.take(now);
            Thread.onSpinWait();
        }
    }
}
