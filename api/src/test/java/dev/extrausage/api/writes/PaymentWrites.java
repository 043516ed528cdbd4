package dev.extrausage.api.writes;

import static dev.extrausage.api.writes.WritesStand.USD;
import static dev.extrausage.api.writes.WritesStand.buy;
import static dev.extrausage.api.writes.WritesStand.cluster;
import static dev.extrausage.api.writes.WritesStand.first;
import static dev.extrausage.api.writes.WritesStand.of;
import static dev.extrausage.api.writes.WritesStand.open;
import static dev.extrausage.api.writes.WritesStand.operator;
import static dev.extrausage.api.writes.WritesStand.second;
import static dev.extrausage.api.writes.WritesStand.support;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.writes.WriteClient.Answered;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Refunds that finance orders, and top-ups that customers ask for. */
interface PaymentWrites {
    @Test
    default void a_large_refund_needs_a_second_person_of_finance() {
        open("refund");
        buy("refund", "g-1", 400);
        WriteClient ada = new WriteClient(first, "finance ada");
        WriteClient bea = new WriteClient(second, "finance bea");
        String path = of("refund", "/refunds");
        String key = WriteClient.key();
        String body = "{'grant_id': 'g-1', 'amount_usd': '300', 'note': 'ticket 7'}";
        support.send("POST", path, WriteClient.key(), body).is(403, "forbidden");
        Answered asked = ada.send("POST", path, key, body).is(202);
        assertThat(ada.send("POST", path, key, body).is(202).text()).isEqualTo(asked.text());
        ada.send("POST", path, key, body.replace("300", "301")).is(409, "key_reused");

        String location = asked.response().headers().firstValue("Location").orElseThrow();
        assertThat(bea.get(location).is(200).field("/request/by")).isEqualTo("ada");
        assertThat(bea.get("/v1/attention?account_id=refund").is(200).json().get("cases"))
                .hasSize(1);
        String settle = location + "/settle";
        String approve = "{'approve': true, 'note': 'seen the mail'}";
        ada.send("POST", settle, null, approve).is(403, "forbidden");
        operator.send("POST", settle, null, approve).is(403, "forbidden");
        bea.send("POST", settle, null, "{'note': 'seen'}").is(400, "bad_request");
        Answered ordered = bea.send("POST", settle, null, approve).is(200);
        assertThat(ordered.field("/event_id")).isEqualTo(key);
        assertThat(ordered.field("/entry/actor")).isEqualTo("ada");
        assertThat(ordered.field("/entry/note")).isEqualTo(
                "ticket 7 (asked for by ada, approved by bea: seen the mail)");
        assertThat(bea.send("POST", settle, null, approve).is(200).field("/entry/sequence"))
                .isEqualTo(ordered.field("/entry/sequence"));
        WritingCluster.await(() -> first.model.account("refund").orElseThrow().sequence()
                >= Long.parseLong(ordered.field("/entry/sequence")));
        assertThat(ada.send("POST", path, key, body).is(200).field("/outcome"))
                .isEqualTo("APPLIED");
        ada.send("POST", path, WriteClient.key(), body.replace("300", "20")).is(202);
        new WriteClient(first, "finance cleo").send(
                "POST", path, WriteClient.key(), body.replace("300", "20")).is(200);
    }

    @Test
    default void a_refund_that_is_turned_down_is_never_ordered() {
        open("down");
        buy("down", "g-1", 400);
        WriteClient ada = new WriteClient(first, "finance ada");
        String key = WriteClient.key();
        String body = "{'grant_id': 'g-1', 'note': 'all of it'}";
        Answered asked = ada.send("POST", of("down", "/refunds"), key, body).is(202);
        String settle = asked.response().headers().firstValue("Location").orElseThrow()
                + "/settle";
        WriteClient bea = new WriteClient(first, "finance bea");
        assertThat(bea.send("POST", settle, null, "{'approve': false, 'note': 'no proof'}")
                .is(200).field("/settled/note")).isEqualTo("Turned down: no proof");
        bea.send("POST", settle, null, "{'approve': true, 'note': 'well'}").is(404, "not_found");
        assertThat(ada.send("POST", of("down", "/refunds"), key, body).is(403, "forbidden")
                .field("/detail")).contains("turned down by bea (Turned down: no proof)");
        ada.get(of("down", "/events/" + asked.field("/event_id"))).is(404);
    }

    @Test
    default void of_two_rulings_at_once_one_is_made_and_told() {
        open("both");
        buy("both", "g-1", 2_000);
        WriteClient ada = new WriteClient(first, "finance ann");
        WriteClient bea = new WriteClient(first, "finance ben");
        for (int round = 0; round < 8; round++) {
            Answered asked = ada.send("POST", of("both", "/refunds"), WriteClient.key(),
                    "{'grant_id': 'g-1', 'amount_usd': '200', 'note': 'x'}").is(202);
            String listed = asked.response().headers().firstValue("Location").orElseThrow();
            CompletableFuture<Answered> approved = CompletableFuture.supplyAsync(() -> bea.send(
                    "POST", listed + "/settle", null, "{'approve': true, 'note': 'yes'}"));
            Answered down = bea.send(
                    "POST", listed + "/settle", null, "{'approve': false, 'note': 'no'}");
            assertThat(List.of(approved.join().status(), down.status())).as("round %d", round)
                    .containsExactlyInAnyOrder(200, 404);
            assertThat(bea.get(listed).is(200).field("/settled/note")).as("round %d", round)
                    .isEqualTo(down.status() == 200 ? "Turned down: no" : "Approved: yes");
            bea.get(of("both", "/events/" + asked.field("/event_id")))
                    .is(down.status() == 200 ? 404 : 200);
        }
    }

    @Test
    default void a_top_up_is_credited_once_under_its_key() {
        WriteClient customer = open("topup");
        String path = of("topup", "/top-ups");
        Answered credited = customer.send("POST", path, "t-1", "{'amount_usd': '20'}").is(200);
        assertThat(credited.field("/status")).isEqualTo("credited");
        assertThat(first.model.account("topup").orElseThrow().balance().getExtraUsageNanos())
                .isEqualTo(20 * USD);
        assertThat(customer.send("POST", path, "t-1", "{'amount_usd': '20'}").is(200).text())
                .isEqualTo(credited.text());
        customer.send("POST", path, "t-1", "{'amount_usd': '21'}").is(409, "key_reused");
        open("topup2").send("POST", of("topup2", "/top-ups"), "t-1", "{'amount_usd': '20'}")
                .is(409, "key_reused");
        assertThat(customer.send("POST", path, "t-2", "{'amount_usd': '4.99'}")
                .is(400, "bad_request").field("/bound")).isEqualTo("from 5 to 2000");
        customer.send("POST", path, "t-2", "{'amount_usd': '5.001'}").is(400, "bad_request");
        customer.send("POST", path, "auto:topup:1", "{'amount_usd': '5'}")
                .is(400, "bad_request");
        assertThat(customer.get(path).is(200).json().get("top_ups")).hasSize(1);
        customer.get(path + "/t-1").is(200);
        customer.get(path + "/t-2").is(404, "not_found");
        assertThat(cluster.processor().payments().stream()
                .filter(p -> p.accountId().equals("topup"))).hasSize(1);
    }

    @Test
    default void a_declined_card_is_said_with_its_code() {
        WriteClient customer = open("poor+card-declined");
        String path = of("poor+card-declined", "/top-ups");
        Answered declined = customer.send("POST", path, "t-3", "{'amount_usd': '20'}")
                .is(402, "declined");
        assertThat(declined.field("/decline_code")).isEqualTo("card_declined");
        assertThat(customer.send("POST", path, "t-3", "{'amount_usd': '20'}").is(402).text())
                .isEqualTo(declined.text());
    }

    @Test
    default void a_silent_card_leaves_the_top_up_pending() {
        WriteClient customer = open("quiet+card-silent");
        Answered pending = customer.send("POST", of("quiet+card-silent", "/top-ups"), "t-4",
                "{'amount_usd': '20'}", "Prefer", "wait=1").is(202);
        assertThat(pending.field("/status")).isEqualTo("pending");
        assertThat(customer.get(pending.response().headers().firstValue("Location")
                .orElseThrow()).is(200).field("/status")).isEqualTo("pending");
        customer.send("POST", of("quiet+card-silent", "/top-ups"), "t-4",
                "{'amount_usd': '30'}").is(409, "key_reused");
    }
}
