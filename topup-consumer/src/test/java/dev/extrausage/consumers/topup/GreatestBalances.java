package dev.extrausage.consumers.topup;

import static dev.extrausage.consumers.topup.TopUpsStand.cluster;
import static dev.extrausage.consumers.topup.TopUpsStand.declineCode;
import static dev.extrausage.consumers.topup.TopUpsStand.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** Charges up to the plan's greatest balance, and none past it. */
interface GreatestBalances {
    @Test default void nothing_is_charged_past_the_plans_greatest_balance() {
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

    @Test default void charges_under_way_count_towards_the_greatest_balance() {
        cluster.opens("both+card-silent", "enterprise", 49_980);
        cluster.requests("both+card-silent", "m-4", 15);
        cluster.requests("both+card-silent", "m-5", 6);

        assertThat(declineCode("both+card-silent")).isEqualTo("max_balance_exceeded");
    }

    @Test default void an_uncredited_payment_counts_towards_the_greatest_balance() {
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

    @Test default void credit_ahead_of_the_snapshot_counts_towards_the_greatest_balance() {
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

    @Test default void a_credit_that_the_snapshot_shows_is_not_counted_twice() throws Exception {
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
}
