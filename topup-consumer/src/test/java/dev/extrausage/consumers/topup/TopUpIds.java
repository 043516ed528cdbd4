package dev.extrausage.consumers.topup;

import static dev.extrausage.consumers.topup.TopUpsStand.CLOCK;
import static dev.extrausage.consumers.topup.TopUpsStand.cluster;
import static dev.extrausage.consumers.topup.TopUpsStand.declineCode;
import static dev.extrausage.consumers.topup.TopUpsStand.granted;
import static dev.extrausage.consumers.topup.TopUpsStand.payments;
import static dev.extrausage.consumers.topup.TopUpsStand.processor;
import static dev.extrausage.consumers.topup.TopUpsStand.topUps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids of top-ups: each is charged once, for one account and one amount. */
interface TopUpIds {
    @Test default void a_repeated_top_up_is_charged_and_answered_once() {
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

    @Test default void an_id_that_paid_for_one_account_pays_no_other() {
        cluster.opens("first");
        cluster.opens("second");
        cluster.requests("first", "same-id", 20);
        granted("first");
        cluster.requests("second", "same-id", 20);

        assertThat(declineCode("second")).isEqualTo("top_up_id_taken");
        assertThat(payments("same-id")).hasSize(1);
    }

    @Test default void an_id_declined_for_one_account_is_taken_for_another() {
        cluster.opens("shy+card-declined");
        cluster.opens("next");
        cluster.requests("shy+card-declined", "shared-id", 20);
        assertThat(declineCode("shy+card-declined")).isEqualTo("card_declined");
        cluster.requests("next", "shared-id", 20);

        assertThat(declineCode("next")).isEqualTo("top_up_id_taken");
    }

    @Test default void another_amount_under_one_id_is_skipped_and_counted() {
        cluster.opens("twice");
        cluster.requests("twice", "buy-12", 20);
        granted("twice");
        long before = topUps.skipped();
        cluster.requests("twice", "buy-12", 20);
        cluster.requests("twice", "buy-12", 21);

        cluster.awaitThat("it is passed over", () -> topUps.skipped() == before + 1);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "twice")).hasSize(1);
    }

    @Test default void a_reload_is_not_charged_to_an_account_named_alike() {
        cluster.opens("a");
        cluster.requests("a", "auto:a:1:5", 20, "AUTO_RELOAD");

        assertThat(declineCode("a")).isEqualTo("reserved_top_up_id");
        assertThat(payments("auto:a:1:5")).isEmpty();
    }

    @Test default void a_flawed_request_declines_no_top_up_under_way() {
        cluster.opens("sue+card-silent");
        cluster.requests("sue+card-silent", "auto:sue+card-silent:3", 10, "AUTO_RELOAD");
        long passedOver = topUps.skipped();
        cluster.requests("sue+card-silent", "auto:sue+card-silent:3", 10, "MANUAL");

        cluster.awaitThat("it is passed over", () -> topUps.skipped() > passedOver);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "sue+card-silent")).isEmpty();
    }

    @Test default void a_decline_for_an_old_payment_has_an_accepted_time()
            throws Exception {
        processor.charge("long-ago", "someone-else", 5_000_000_000L);
        CLOCK.advance(Duration.ofDays(40));
        cluster.opens("late");
        cluster.requests("late", "long-ago", 20);

        assertThat(declineCode("late")).isEqualTo("top_up_id_taken");
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "late").get(0).getOccurredAt())
                .isEqualTo(CLOCK.instant());
    }
}
