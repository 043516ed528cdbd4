package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.core.EventId;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TopUpsTest {
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

    @Test void a_paid_top_up_is_credited_with_its_payments_name() {
        cluster.opens("anna");
        cluster.requests("anna", "buy-1", 20);

        AccountEvent event = cluster.awaitEvents(Topics.CREDIT_EVENTS, "anna", 1).get(0);
        assertThat(event.getChange()).isEqualTo(new CreditGranted("buy-1", "PURCHASE",
                20_000_000_000L, null, payments("buy-1").get(0).paymentId(), "buy-1"));
        assertThat(event.getActor()).isEqualTo("top-ups");
        assertThat(event.getOccurredAt().toEpochMilli()).isEqualTo(payments("buy-1").get(0).at());
        assertThat(EventId.parse(event.getEventId()).time())
                .isEqualTo(payments("buy-1").get(0).at());
    }

    @Test void an_auto_reload_is_credited_as_one() {
        cluster.opens("auto");
        cluster.requests("auto", "auto:auto:3", 10, "AUTO_RELOAD");

        assertThat(granted("auto").getKind()).isEqualTo("AUTO_RELOAD");
    }

    @Test void a_declined_card_gives_the_processors_code() {
        cluster.opens("dora+card-declined");
        cluster.requests("dora+card-declined", "buy-2", 20);

        assertThat(declineCode("dora+card-declined")).isEqualTo("card_declined");
    }

    @Test void a_timed_out_charge_is_repeated_and_charges_once() {
        cluster.opens("tim+card-timeout");
        cluster.requests("tim+card-timeout", "buy-3", 20);
        awaitAnswerAfterRetries("tim+card-timeout");

        assertThat(granted("tim+card-timeout").getGrantId()).isEqualTo("buy-3");
        assertThat(payments("buy-3")).hasSize(1);
    }

    @Test void a_lost_answer_is_asked_for_and_charges_once() {
        cluster.opens("lea+card-lost-answer");
        cluster.requests("lea+card-lost-answer", "buy-4", 20);
        awaitAnswerAfterRetries("lea+card-lost-answer");

        assertThat(granted("lea+card-lost-answer").getAmountNanos()).isEqualTo(20_000_000_000L);
        assertThat(payments("buy-4")).hasSize(1);
    }

    @Test void a_late_answer_is_waited_for() {
        cluster.opens("otto+card-late");
        cluster.requests("otto+card-late", "buy-5", 20);
        awaitAnswerAfterRetries("otto+card-late");

        assertThat(granted("otto+card-late").getPaymentId())
                .isEqualTo(payments("buy-5").get(0).paymentId());
        assertThat(payments("buy-5")).hasSize(1);
    }

    @Test void an_unanswered_charge_delays_no_other_account() {
        cluster.opens("sam+card-silent");
        cluster.requests("sam+card-silent", "never", 20);
        List<String> neighbours = List.of("n1", "n2", "n3", "n4");
        for (String neighbour : neighbours) {
            cluster.opens(neighbour);
            cluster.requests(neighbour, "after-" + neighbour, 20);
        }

        neighbours.forEach(n -> assertThat(granted(n).getGrantId()).isEqualTo("after-" + n));
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "sam+card-silent")).isEmpty();
    }

    @Test void a_repeated_top_up_is_charged_and_answered_once() {
        cluster.opens("dup");
        cluster.requests("dup", "buy-6", 20);
        cluster.requests("dup", "buy-6", 20);
        granted("dup");
        cluster.requests("dup", "buy-6", 500);
        cluster.requests("dup", "buy-7", 5);

        List<AccountEvent> events = cluster.awaitEvents(Topics.CREDIT_EVENTS, "dup", 2);
        assertThat(events).hasSize(2);
        assertThat(payments("buy-6")).singleElement()
                .satisfies(p -> assertThat(p.amountNanos()).isEqualTo(20_000_000_000L));
    }

    @Test void an_id_that_paid_for_one_account_pays_no_other() {
        cluster.opens("first");
        cluster.opens("second");
        cluster.requests("first", "same-id", 20);
        granted("first");
        cluster.requests("second", "same-id", 20);

        assertThat(declineCode("second")).isEqualTo("top_up_id_taken");
        assertThat(payments("same-id")).hasSize(1);
    }

    @Test void an_id_declined_for_one_account_is_taken_for_another() {
        cluster.opens("shy+card-declined");
        cluster.opens("next");
        cluster.requests("shy+card-declined", "shared-id", 20);
        assertThat(declineCode("shy+card-declined")).isEqualTo("card_declined");
        cluster.requests("next", "shared-id", 20);

        assertThat(declineCode("next")).isEqualTo("top_up_id_taken");
    }

    @Test void what_cannot_be_bought_is_declined_before_any_charge() {
        cluster.opens("low");
        cluster.requests("low", "c-1", 4);
        cluster.opens("high");
        cluster.requests("high", "c-2", 2001);
        cluster.requests("nobody", "c-3", 20);
        cluster.snapshot("gone", "pro", true, true, null, null);
        cluster.requests("gone", "c-4", 20);
        cluster.snapshot("free", "free", false, false, null, null);
        cluster.requests("free", "c-5", 20);
        cluster.opens("sly");
        cluster.requests("sly", "auto:sly:1", 20);
        cluster.opens("odd");
        cluster.requests("odd", "c-6", 20, "GIFT");
        cluster.opens("own");
        cluster.requests("own", "starter", 20);

        assertThat(declineCode("low")).isEqualTo("amount_out_of_bounds");
        assertThat(declineCode("high")).isEqualTo("amount_out_of_bounds");
        assertThat(declineCode("nobody")).isEqualTo("account_unknown");
        assertThat(declineCode("gone")).isEqualTo("account_closed");
        assertThat(declineCode("free")).isEqualTo("no_extra_usage");
        assertThat(declineCode("sly")).isEqualTo("reserved_top_up_id");
        assertThat(declineCode("odd")).isEqualTo("malformed_request");
        assertThat(declineCode("own")).isEqualTo("reserved_top_up_id");
        assertThat(processor.payments()).noneMatch(p -> List.of("low", "high", "nobody", "gone",
                "free", "sly", "odd", "own").contains(p.accountId()));
    }

    @Test void a_part_of_a_cent_is_not_charged() {
        cluster.opens("cent");
        cluster.requestsNanos("cent", "c-7", 20_005_000_000L, "MANUAL");
        cluster.requestsNanos("cent", "c-8", 20_010_000_000L, "MANUAL");

        cluster.awaitEvents(Topics.CREDIT_EVENTS, "cent", 2);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "cent")).extracting(
                e -> e.getChange() instanceof TopUpDeclined d ? d.getDeclineCode() : "paid")
                .containsExactlyInAnyOrder("amount_not_whole_cents", "paid");
        assertThat(payments("c-7")).isEmpty();
    }

    @Test void nothing_is_charged_past_the_plans_greatest_balance() {
        cluster.opens("rich", "enterprise", 49_990);
        cluster.requests("rich", "m-1", 11);
        cluster.opens("reload", "enterprise", 49_990);
        cluster.requests("reload", "auto:reload:3", 11, "AUTO_RELOAD");
        cluster.opens("full", "enterprise", 49_990);
        cluster.requests("full", "m-2", 10);
        cluster.opens("pro", "pro", 1_000_000);
        cluster.requests("pro", "m-3", 2000);

        assertThat(declineCode("rich")).isEqualTo("max_balance_exceeded");
        assertThat(declineCode("reload")).isEqualTo("max_balance_exceeded");
        assertThat(granted("full").getAmountNanos()).isEqualTo(10_000_000_000L);
        assertThat(granted("pro").getAmountNanos()).isEqualTo(2_000_000_000_000L);
    }

    @Test void charges_under_way_count_towards_the_greatest_balance() {
        cluster.opens("both+card-silent", "enterprise", 49_980);
        cluster.requests("both+card-silent", "m-4", 15);
        cluster.requests("both+card-silent", "m-5", 6);

        assertThat(declineCode("both+card-silent")).isEqualTo("max_balance_exceeded");
    }

    @Test void an_uncredited_payment_counts_towards_the_greatest_balance() {
        cluster.opens("quick", "enterprise", 49_980);
        cluster.requests("quick", "q-1", 15);
        granted("quick");
        cluster.requests("quick", "q-2", 6);
        cluster.requests("quick", "q-3", 5);

        List<AccountEvent> events = cluster.awaitEvents(Topics.CREDIT_EVENTS, "quick", 3);
        assertThat(events.get(1).getChange()).isInstanceOfSatisfying(TopUpDeclined.class,
                d -> assertThat(d.getDeclineCode()).isEqualTo("max_balance_exceeded"));
        assertThat(events.get(2).getChange()).isInstanceOf(CreditGranted.class);
    }

    @Test void credit_ahead_of_the_snapshot_counts_towards_the_greatest_balance() {
        cluster.opens("ahead", "enterprise", 49_980);
        cluster.requests("ahead", "h-1", 15);
        granted("ahead");
        cluster.notifies("ahead", "TOP_UP_ADDED", "h-1", 15L);
        cluster.notifies("ahead", "PAYMENT_REVERSED", null, 15L);
        cluster.awaitCases("ahead", 1); // so the notices are read
        cluster.requests("ahead", "h-2", 6);

        assertThat(cluster.awaitEvents(Topics.CREDIT_EVENTS, "ahead", 2).get(1).getChange())
                .isInstanceOf(TopUpDeclined.class);
    }

    @Test void a_credit_that_the_snapshot_shows_is_not_counted_twice() throws Exception {
        cluster.opens("seen", "enterprise", 49_980);
        cluster.requests("seen", "s-1", 15);
        granted("seen");
        try (Producer<byte[], byte[]> ledger = cluster.creditsInTransaction("seen", "s-1", 15)) {
            cluster.opens("seen", "enterprise", 49_995, 7);
            cluster.requests("seen", "s-2", 5);
            // Time for a hasty answer; the right one waits for what the notice says.
            assertThatThrownBy(() -> cluster.awaitThat("it is answered", Duration.ofSeconds(1),
                    () -> cluster.events(Topics.CREDIT_EVENTS, "seen").size() > 1))
                    .isInstanceOf(AssertionError.class);
            ledger.commitTransaction();
        }
        assertThat(cluster.awaitEvents(Topics.CREDIT_EVENTS, "seen", 2).get(1).getChange())
                .isInstanceOf(CreditGranted.class);
    }

    @Test void another_amount_under_one_id_is_skipped_and_counted() {
        cluster.opens("twice");
        cluster.requests("twice", "buy-12", 20);
        granted("twice");
        long before = topUps.skipped();
        cluster.requests("twice", "buy-12", 20);
        cluster.requests("twice", "buy-12", 21);

        cluster.awaitThat("it is passed over", () -> topUps.skipped() == before + 1);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "twice")).hasSize(1);
    }

    @Test void an_account_whose_opening_is_just_being_committed_is_known() throws Exception {
        try (Producer<byte[], byte[]> ledger = cluster.opensInTransaction("fresh")) {
            cluster.requests("fresh", "just-opened", 20);
            // Time for a hasty answer; the right one waits for the end of the transaction.
            assertThatThrownBy(() -> cluster.awaitThat("it is answered", Duration.ofSeconds(1),
                    () -> !cluster.events(Topics.CREDIT_EVENTS, "fresh").isEmpty()))
                    .isInstanceOf(AssertionError.class);
            ledger.commitTransaction();
        }
        assertThat(granted("fresh").getGrantId()).isEqualTo("just-opened");
    }

    @Test void a_reload_is_not_charged_to_an_account_named_alike() {
        cluster.opens("a");
        cluster.requests("a", "auto:a:1:5", 20, "AUTO_RELOAD");

        assertThat(declineCode("a")).isEqualTo("reserved_top_up_id");
        assertThat(payments("auto:a:1:5")).isEmpty();
    }

    @Test void a_flawed_request_declines_no_top_up_under_way() {
        cluster.opens("sue+card-silent");
        cluster.requests("sue+card-silent", "auto:sue+card-silent:3", 10, "AUTO_RELOAD");
        long passedOver = topUps.skipped();
        cluster.requests("sue+card-silent", "auto:sue+card-silent:3", 10, "MANUAL");

        cluster.awaitThat("it is passed over", () -> topUps.skipped() > passedOver);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "sue+card-silent")).isEmpty();
    }

    @Test void a_decline_for_an_old_payment_has_an_accepted_time()
            throws Exception {
        processor.charge("long-ago", "someone-else", 5_000_000_000L);
        CLOCK.advance(Duration.ofDays(40));
        cluster.opens("late");
        cluster.requests("late", "long-ago", 20);

        assertThat(declineCode("late")).isEqualTo("top_up_id_taken");
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "late").get(0).getOccurredAt())
                .isEqualTo(CLOCK.instant());
    }

    @Test void a_record_that_is_no_request_holds_nobody_up() {
        long before = topUps.skipped();
        cluster.opens("eve");
        cluster.send(Topics.TOP_UP_REQUESTS, "eve", new byte[] {1, 2, 3});
        cluster.send(Topics.TOP_UP_REQUESTS, "eve", null);
        cluster.requests("eve", "buy-8", 20);

        assertThat(granted("eve").getGrantId()).isEqualTo("buy-8");
        assertThat(topUps.skipped() - before).isEqualTo(2);
    }

    @Test void a_paid_credit_that_the_ledger_refused_is_refunded_once() {
        cluster.opens("ref+card-lost-answer");
        cluster.requests("ref+card-lost-answer", "buy-9", 20);
        awaitAnswerAfterRetries("ref+card-lost-answer");
        cluster.notifies("ref+card-lost-answer", "PAID_CREDIT_REFUSED", "buy-9", 20L);
        cluster.notifies("ref+card-lost-answer", "PAID_CREDIT_REFUSED", "buy-9", 20L);

        cluster.awaitThat("buy-9 is refunded", () -> {
            CLOCK.advance(Duration.ofMinutes(5));
            return payments("buy-9").get(0).isRefunded();
        });
        assertThat(payments("buy-9")).hasSize(1);
    }

    @Test void a_credit_that_the_ledger_once_added_is_never_refunded() {
        cluster.opens("kept");
        cluster.requests("kept", "buy-10", 20);
        granted("kept");
        cluster.notifies("kept", "TOP_UP_ADDED", "buy-10", 20L);
        cluster.notifies("kept", "PAID_CREDIT_REFUSED", "buy-10", 20L);
        cluster.requests("kept", "buy-11", 5);
        cluster.awaitEvents(Topics.CREDIT_EVENTS, "kept", 2);
        cluster.notifies("kept", "PAID_CREDIT_REFUSED", "buy-11", 5L);

        cluster.awaitThat("buy-11 is refunded", () -> payments("buy-11").get(0).isRefunded());
        assertThat(payments("buy-10").get(0).isRefunded()).isFalse();
    }

    private static CreditGranted granted(String account) {
        return (CreditGranted)
                cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1).get(0).getChange();
    }

    private static String declineCode(String account) {
        List<AccountEvent> events = cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1);
        assertThat(events).hasSize(1);
        return ((TopUpDeclined) events.get(0).getChange()).getDeclineCode();
    }

    /** The clock stands still by itself, so nothing is asked again unless it is moved. */
    private static void awaitAnswerAfterRetries(String account) {
        cluster.awaitThat(account + " is answered", () -> {
            CLOCK.advance(Duration.ofMinutes(5));
            return !cluster.events(Topics.CREDIT_EVENTS, account).isEmpty();
        });
    }

    private static List<Payment> payments(String key) {
        return processor.payments().stream().filter(p -> p.key().equals(key)).toList();
    }
}
