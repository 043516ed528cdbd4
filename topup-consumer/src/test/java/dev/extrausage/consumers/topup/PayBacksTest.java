package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.HashedName;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The refunds that the ledger's notices bring about, with the test in place of the ledger. */
@Timeout(300)
class PayBacksTest {
    private static final long USD = 1_000_000_000L;
    @TempDir static Path folder;
    private static final MovableClock CLOCK = new MovableClock();
    private static ConsumerCluster cluster;
    private static SimulatedCardProcessor processor;
    private static TopUps topUps;

    @BeforeAll static void start() throws Exception {
        cluster = new ConsumerCluster(folder.resolve("kafka"));
        processor = SimulatedCardProcessor.open(folder.resolve("payments"),
                CardsOnFile.byAccountId(), CLOCK, Duration.ofHours(24));
        topUps = new TopUps(cluster.settings("1"), CatalogFile.defaultCatalog(), cluster.ids,
                processor, CLOCK);
        topUps.start();
    }

    @AfterAll static void stop() throws Exception {
        topUps.close();
        processor.close();
        cluster.close();
    }

    @Test void anothers_refused_credit_is_refunded_by_its_top_up() throws Exception {
        processor.charge("web-1", "early", 20 * USD);
        refuses("early", 1, bought("g-1", 20, null, "web-1"));
        refuses("early", 2, bought("g-1", 20, null, "web-1")); // sent again, refused again

        awaitEnd("early", 2);
        assertThat(payment("web-1").isRefunded()).isTrue();
        assertThat(refundsOf("web-1")).hasSize(1);
        assertThat(cluster.cases("early")).isEmpty();
    }

    @Test void a_refused_credit_without_top_up_is_refunded() throws Exception {
        Payment paid = processor.charge("web-2", "bob", 20 * USD);
        refuses("bob", 1, bought("g-1", 20, paid.paymentId(), null));
        Payment other = processor.charge("web-3", "bob", 10 * USD);
        refuses("bob", 2, bought("g-2", 10, other.paymentId(), "nothing-of-that-name"));

        awaitEnd("bob", 2);
        assertThat(payment("web-2").isRefunded()).isTrue();
        assertThat(payment("web-3").isRefunded()).isTrue();
    }

    @Test void a_refused_credit_without_a_payment_is_listed() throws Exception {
        Payment anothers = processor.charge("web-4", "somebody", 20 * USD);
        Payment declined = processor.charge("web-5", "lost+card-declined", 20 * USD);
        refuses("lost+card-declined", 1, bought("g-1", 20, "pay_unknown", "unknown"));
        refuses("lost+card-declined", 2, bought("g-2", 20, anothers.paymentId(), null));
        refuses("lost+card-declined", 3, bought("g-3", 20, declined.paymentId(), null));
        refuses("lost+card-declined", 4, bought("g-4", 20, null, null));

        List<AttentionCase> cases = cluster.awaitCases("lost+card-declined", 4);
        assertThat(cases).extracting(AttentionCase::kind)
                .containsOnly(AttentionCase.PAID_CREDIT_REFUSED);
        assertThat(cases).extracting(c -> c.about().grantId())
                .containsExactlyInAnyOrder("g-1", "g-2", "g-3", "g-4");
        assertThat(cases).allSatisfy(c -> assertThat(c.what()).contains("$20", "cannot be paid"));
        assertThat(payment("web-4").refundedNanos()).isZero();
    }

    @Test void one_grants_refused_credits_by_two_payments_are_two_cases() throws Exception {
        String account = "grant+card-no-refund";
        Payment first = processor.charge("web-8", account, 20 * USD);
        Payment second = processor.charge("web-9", account, 20 * USD);
        refuses(account, 1, bought("g-1", 20, first.paymentId(), null));
        refuses(account, 2, bought("g-1", 20, second.paymentId(), null));
        refuses(account, 3, bought("g-1", 20, second.paymentId(), null));
        refuses(account, 4, bought("g-1", 20, "unheard-of", null));
        refuses(account, 5, bought("g-1", 20, "unheard-of-too", null));

        awaitEnd(account, 5);
        assertThat(cluster.awaitCases(account, 4)).hasSize(4)
                .extracting(c -> c.about().paymentId()).containsExactlyInAnyOrder(
                        first.paymentId(), second.paymentId(), null, null);
    }

    @Test void a_payment_that_bought_another_lot_is_not_refunded() throws Exception {
        Payment paid = processor.charge("web-6", "twin", 20 * USD);
        cluster.enters("twin", 1, bought("g-1", 20, paid.paymentId(), null), "APPLIED");
        refuses("twin", 2, bought("g-2", 20, paid.paymentId(), "web-6"));

        awaitEnd("twin", 1);
        assertThat(payment("web-6").refundedNanos()).isZero();
        assertThat(cluster.cases("twin")).isEmpty();
    }

    @Test void a_pending_top_ups_second_credit_is_not_refunded() throws Exception {
        cluster.opens("own");
        cluster.requests("own", "t-1", 20);
        cluster.awaitEvents(Topics.CREDIT_EVENTS, "own", 1);
        refuses("own", 1, bought("g-9", 20, payment("t-1").paymentId(), null));

        awaitEnd("own", 1);
        assertThat(payment("t-1").refundedNanos()).isZero();
    }

    @Test void an_unrefundable_top_up_is_listed() {
        cluster.opens("stuck+card-no-refund");
        cluster.requests("stuck+card-no-refund", "t-2", 20);
        cluster.awaitEvents(Topics.CREDIT_EVENTS, "stuck+card-no-refund", 1);
        cluster.notifies("stuck+card-no-refund", "PAID_CREDIT_REFUSED", 1, "t-2", 20L, "t-2", null);

        AttentionCase listed = cluster.awaitCases("stuck+card-no-refund", 1).get(0);
        assertThat(listed.what()).contains("refund_declined");
        assertThat(listed.about().paymentId()).isEqualTo(payment("t-2").paymentId());
    }

    @Test void a_credit_after_the_refund_of_its_payment_is_listed() throws Exception {
        processor.charge("web-7", "again", 20 * USD);
        refuses("again", 1, bought("g-1", 20, null, "web-7"));
        awaitEnd("again", 1);
        cluster.notifies("again", "TOP_UP_ADDED", 2, "web-7", 20L, null, null);

        assertThat(cluster.awaitCases("again", 1).get(0).kind())
                .isEqualTo(AttentionCase.CONTRADICTION);
    }

    @Test void credit_during_its_payments_refund_is_listed() {
        String account = "race+card-lost-answer";
        assertThatThrownBy(() -> processor.charge("web-11", account, 20 * USD))
                .isInstanceOf(ProcessorUnavailable.class);
        Change.CreditGranted credit = bought("g-1", 20, payment("web-11").paymentId(), null);
        refuses(account, 1, credit);
        cluster.awaitThat("it is made", () -> !refundsOf("web-11").isEmpty());
        cluster.enters(account, 2, credit, "APPLIED");

        cluster.awaitThat("the answer is heard", () -> {
            CLOCK.advance(Duration.ofMinutes(5));
            return !cluster.cases(account).isEmpty();
        });
        assertThat(cluster.cases(account)).singleElement().satisfies(c -> {
            assertThat(c.kind()).isEqualTo(AttentionCase.CONTRADICTION);
            assertThat(c.what()).contains(payment("web-11").paymentId(), "paid back");
        });
        assertThat(refundsOf("web-11")).hasSize(1);
    }

    @Test void parts_of_a_top_up_are_paid_back_once_each() {
        buys("parts", "t-3");
        cluster.notifies("parts", "REFUND_DUE", 5, null, 5L, "t-3", "r-1");
        cluster.notifies("parts", "REFUND_DUE", 5, null, 5L, "t-3", "r-1");
        cluster.notifies("parts", "REFUND_DUE", 6, null, 15L, "t-3", "r-2");

        awaitEnd("parts", 2);
        assertThat(refundsOf("t-3")).extracting(Refund::key).containsExactlyInAnyOrder(
                HashedName.ofFailedRefund("parts", "t-3", "r-1"),
                HashedName.ofFailedRefund("parts", "t-3", "r-2"));
        assertThat(payment("t-3").isRefunded()).isTrue();
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "parts")).hasSize(1);
    }

    @Test void one_refund_id_on_two_grants_is_two_refunds() {
        buys("two", "t-4");
        buys("two", "t-5");
        cluster.notifies("two", "REFUND_DUE", 5, null, 5L, "t-4", "same");
        cluster.notifies("two", "REFUND_DUE", 6, null, 5L, "t-5", "same");

        awaitEnd("two", 2);
        assertThat(payment("t-4").refundedNanos()).isEqualTo(5 * USD);
        assertThat(payment("t-5").refundedNanos()).isEqualTo(5 * USD);
    }

    @Test void a_refund_of_somebody_elses_credit_finds_its_payment() throws Exception {
        Payment paid = processor.charge("web-shop", "shop", 20 * USD);
        cluster.enters("shop", 1, bought("lot", 20, paid.paymentId(), null), "APPLIED");
        cluster.notifies("shop", "REFUND_DUE", 2, null, 7L, "lot", "r-1");

        awaitEnd("shop", 1);
        assertThat(payment("web-shop").refundedNanos()).isEqualTo(7 * USD);
    }

    @Test void a_final_no_returns_the_credit_and_is_listed() {
        String account = "nora+card-no-refund";
        buys(account, "t-6");
        cluster.notifies(account, "REFUND_DUE", 5, null, 5L, "t-6", "r-1");

        AccountEvent failed = cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 2).get(1);
        String lot = HashedName.ofFailedRefund(account, "t-6", "r-1");
        assertThat(EventCodec.toCore(failed).change())
                .isEqualTo(new Change.RefundFailed("r-1", lot, 5 * USD));
        assertThat(failed.getEventId()).isEqualTo(EventId.derived(
                refundsOf("t-6").get(0).at(), "RefundFailed " + account + " " + lot).toString());
        assertThat(cluster.awaitCases(account, 1).get(0).what())
                .contains("refund_declined", lot);
        cluster.notifies(account, "REFUND_FAILED", 6, null, 5L, lot, "r-1");
        cluster.notifies(account, "PAYMENT_REVERSED", 7, null, 5L, "t-6", "c-1");
        assertThat(cluster.awaitCases(account, 2)).hasSize(2);
    }

    @Test void a_credit_borrowing_a_top_up_gets_its_payment_back()
            throws Exception {
        buys("borrower", "t-borrow");
        Payment own = processor.charge("web-borrow", "borrower", 20 * USD);
        refuses("borrower", 5, bought("lot-3", 20, own.paymentId(), "t-borrow"));

        cluster.awaitThat("it is paid back", () -> payment("web-borrow").isRefunded());
        assertThat(payment("t-borrow").refundedNanos()).isZero();
    }

    @Test void a_refund_of_what_nobody_paid_returns_the_credit() throws Exception {
        cluster.enters("gift", 1, bought("lot", 20, null, null), "APPLIED");
        cluster.notifies("gift", "REFUND_DUE", 2, null, 20L, "lot", "r-1");
        cluster.notifies("gift", "REFUND_DUE", 3, null, 20L, "no-such-lot", "r-2");
        Payment anothers = processor.charge("web-giver", "giver", 20 * USD);
        cluster.enters("gift", 4, bought("lot-2", 20, anothers.paymentId(), null), "APPLIED");
        cluster.notifies("gift", "REFUND_DUE", 5, null, 20L, "lot-2", "r-3");

        assertThat(cluster.awaitEvents(Topics.CREDIT_EVENTS, "gift", 3))
                .allSatisfy(e -> assertThat(EventCodec.toCore(e).change())
                        .isInstanceOf(Change.RefundFailed.class));
        assertThat(payment("web-giver").refundedNanos()).isZero();
    }

    @Test void more_than_is_left_of_the_payment_returns_the_credit() {
        buys("more", "t-7");
        cluster.notifies("more", "REFUND_DUE", 5, null, 15L, "t-7", "r-1");
        awaitEnd("more", 1);
        cluster.notifies("more", "REFUND_DUE", 6, null, 6L, "t-7", "r-2");

        assertThat(cluster.awaitEvents(Topics.CREDIT_EVENTS, "more", 2)).hasSize(2);
        assertThat(payment("t-7").refundedNanos()).isEqualTo(15 * USD);
    }

    @Test void a_returned_lots_refund_is_of_its_first_payment() throws Exception {
        Payment paid = processor.charge("web-10", "loop", 20 * USD);
        String lot = HashedName.ofFailedRefund("loop", "first", "r-1");
        cluster.enters("loop", 1, bought("first", 20, paid.paymentId(), null), "APPLIED");
        cluster.enters("loop", 2, new Change.RefundOrdered("r-1", "first", 20 * USD), "APPLIED");
        cluster.enters("loop", 3, new Change.RefundFailed("r-1", lot, 20 * USD), "APPLIED");
        cluster.notifies("loop", "REFUND_DUE", 4, null, 20L, lot, "r-2");

        awaitEnd("loop", 1);
        assertThat(refundsOf("web-10")).singleElement().satisfies(r -> assertThat(r.key())
                .isEqualTo(HashedName.ofFailedRefund("loop", lot, "r-2")));
    }

    @Test void a_second_order_under_one_name_is_listed() {
        buys("reuse", "t-8");
        cluster.notifies("reuse", "REFUND_DUE", 5, null, 5L, "t-8", "r-1");
        awaitEnd("reuse", 1);
        cluster.notifies("reuse", "REFUND_DUE", 9, null, 5L, "t-8", "r-1");

        assertThat(cluster.awaitCases("reuse", 1).get(0).about().sequence()).isEqualTo(9);
        assertThat(payment("t-8").refundedNanos()).isEqualTo(5 * USD);
    }

    @Test void corrections_that_need_a_person_are_listed_once() {
        cluster.notifies("cases", "PAYMENT_REVERSED", 3, null, 20L, "g-1", "rev-1");
        cluster.notifies("cases", "CORRECTION_REFUSED", 4, null, 20L, "g-2", "rev-2");
        cluster.notifies("cases", "CORRECTION_REFUSED", 5, null, 20L, "g-2", "rev-2");
        cluster.notifies("cases", "REFUND_FAILED", 6, null, 20L, "refund:abc", "r-1");

        assertThat(cluster.awaitCases("cases", 3)).extracting(AttentionCase::kind)
                .containsExactlyInAnyOrder(AttentionCase.PAYMENT_REVERSED,
                        AttentionCase.CORRECTION_REFUSED, AttentionCase.REFUND_FAILED);
    }

    @Test void a_refund_that_is_not_answered_delays_no_other() throws Exception {
        buys("late+card-lost-answer", "t-9");
        cluster.notifies("late+card-lost-answer", "REFUND_DUE", 5, null, 5L, "t-9", "r-1");
        for (int i = 0; i < 20; i++) {
            buys("quick-" + i, "q-" + i);
            cluster.notifies("quick-" + i, "REFUND_DUE", 5, null, 5L, "q-" + i, "r-1");
        }
        for (int i = 0; i < 20; i++) {
            awaitEnd("quick-" + i, 1);
        }
    }

    @Test void a_refund_still_in_process_is_waited_for() {
        buys("slow+card-late", "t-10");
        cluster.notifies("slow+card-late", "REFUND_DUE", 5, null, 5L, "t-10", "r-1");

        cluster.awaitThat("it is paid back", () -> {
            CLOCK.advance(Duration.ofMinutes(5));
            return ended("slow+card-late") == 1;
        });
        assertThat(refundsOf("t-10")).singleElement()
                .satisfies(r -> assertThat(r.status()).isEqualTo(Refund.Status.PAID));
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "slow+card-late")).hasSize(1);
    }

    private static Change.CreditGranted bought(
            String grantId, long usd, String paymentId, String topUpId) {
        return new Change.CreditGranted(
                grantId, GrantKind.PURCHASE, usd * USD, null, paymentId, topUpId);
    }

    private static void refuses(String account, long sequence, Change.CreditGranted credit) {
        cluster.enters(account, sequence, credit, "REFUSED");
        cluster.notifies(account, "PAID_CREDIT_REFUSED", sequence, credit.topUpId(),
                credit.amountNanos() / USD, credit.grantId(), null);
    }

    /** A top-up of $20 that is paid and credited; the clock moves where a card answers late. */
    private static void buys(String account, String topUpId) {
        int before = cluster.events(Topics.CREDIT_EVENTS, account).size();
        cluster.opens(account);
        cluster.requests(account, topUpId, 20);
        cluster.awaitThat(topUpId + " is paid", () -> {
            CLOCK.advance(account.contains("+") ? Duration.ofMinutes(5) : Duration.ZERO);
            return cluster.events(Topics.CREDIT_EVENTS, account).size() > before;
        });
        cluster.notifies(account, "TOP_UP_ADDED", 2, topUpId, 20L, null, null);
    }

    /** Until so many of the account's pay-backs have ended. */
    private static void awaitEnd(String account, int count) {
        cluster.awaitThat(count + " pay-backs of " + account + " have ended",
                () -> ended(account) >= count);
    }

    private static long ended(String account) {
        PayBackMemory memory = new PayBackMemory();
        cluster.committed(MemoryTopic.PAY_BACKS).forEach(r -> memory.replay(r.key(), r.value()));
        return memory.all().stream()
                .filter(p -> p.accountId().equals(account) && !p.isOwed()).count();
    }

    private static Payment payment(String key) {
        return processor.find(key).orElseThrow();
    }

    private static List<Refund> refundsOf(String key) {
        return processor.refunds().stream()
                .filter(r -> r.paymentId().equals(payment(key).paymentId())).toList();
    }
}
