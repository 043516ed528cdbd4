package dev.extrausage.consumers.topup;

import static dev.extrausage.consumers.topup.TopUpsStand.CLOCK;
import static dev.extrausage.consumers.topup.TopUpsStand.awaitAnswerAfterRetries;
import static dev.extrausage.consumers.topup.TopUpsStand.cluster;
import static dev.extrausage.consumers.topup.TopUpsStand.declineCode;
import static dev.extrausage.consumers.topup.TopUpsStand.granted;
import static dev.extrausage.consumers.topup.TopUpsStand.payments;
import static dev.extrausage.consumers.topup.TopUpsStand.processor;
import static dev.extrausage.consumers.topup.TopUpsStand.topUps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.EventId;
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

/** Top-ups from request to credit: the card's answers and refusals here, the rest by subject. */
@Timeout(300)
class TopUpsTest implements GreatestBalances, TopUpIds {
    @BeforeAll static void start(@TempDir Path folder) throws Exception {
        TopUpsStand.start(folder);
    }

    @AfterAll static void stop() throws Exception {
        TopUpsStand.stop();
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
}
