package dev.extrausage.api.writes;

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

/** Settings, plans and the starter credit, whoever asks, and how often. */
interface AccountWrites {
    @Test
    default void settings_are_answered_by_their_entry_and_seen_at_once() {
        WriteClient customer = open("settings");
        String key = WriteClient.key();
        String body = "{'enabled': true, 'threshold_usd': '5', 'amount_usd': '15'}";
        Answered answer = customer.send("PUT", of("settings", "/settings/auto-reload"), key, body)
                .is(200);
        assertThat(answer.field("/event_id")).isEqualTo(key);
        assertThat(answer.field("/outcome")).isEqualTo("APPLIED");
        assertThat(answer.field("/entry/sequence")).isEqualTo("2");
        assertThat(answer.field("/entry/actor")).isEqualTo("cora");
        assertThat(first.model.account("settings").orElseThrow().balance().getAutoReload())
                .isNotNull();
        assertThat(customer.get(of("settings", "/events/" + key)).is(200).field("/sequence"))
                .isEqualTo("2");

        assertThat(customer.send("PUT", of("settings", "/settings/auto-reload"), key, body)
                .is(200).text()).isEqualTo(answer.text());
        customer.send("PUT", of("settings", "/settings/auto-reload"), key,
                body.replace("15", "20")).is(409, "key_reused");
        assertThat(customer.send("PUT", of("settings", "/settings/extra-usage"),
                WriteClient.key(), "{'on': true}").is(200).field("/outcome"))
                .isEqualTo("NO_CHANGE");
        customer.send("PUT", of("settings", "/settings/spend-limit"), WriteClient.key(),
                "{'monthly_limit_usd': '50'}").is(200);
        customer.send("PUT", of("settings", "/settings/low-balance"), WriteClient.key(),
                "{'threshold_usd': null}").is(200);
        customer.send("PUT", of("settings", "/settings/extra-usage"), null, "{'on': true}")
                .is(400, "bad_request");
        customer.get(of("settings", "/events/" + WriteClient.key())).is(404, "not_found");
    }

    @Test
    default void single_answers_say_how_fresh_they_are_and_take_tags() {
        WriteClient customer = open("aged");
        String key = WriteClient.key();
        customer.send("PUT", of("aged", "/settings/extra-usage"), key, "{'on': false}").is(200);
        customer.send("POST", of("aged", "/top-ups"), "t-aged", "{'amount_usd': '5'}").is(200);
        for (String path : List.of("/events/" + key, "/top-ups/t-aged")) {
            Answered answer = customer.get(of("aged", path)).is(200);
            String tag = answer.response().headers().firstValue("ETag").orElseThrow();
            assertThat(answer.json().get("known_at").isTextual()).as(path).isTrue();
            assertThat(answer.field("/stale")).as(path).isEqualTo("false");
            for (String held : List.of(tag, "W/" + tag, "\"0\", " + tag, "*")) {
                customer.send("GET", of("aged", path), key, "", "If-None-Match", held).is(304);
            }
            customer.send("GET", of("aged", path), key, "", "If-None-Match", "\"0\"").is(200);
        }
        Answered wrong = customer.get(of("aged", "/events/x")).is(400, "bad_request");
        assertThat(wrong.field("/field")).isEqualTo("event_id");
        assertThat(wrong.field("/value")).isEqualTo("x");
        assertThat(wrong.field("/bound")).startsWith("a UUID version 7");
    }

    @Test
    default void a_refusal_is_the_same_however_often_asked_for() {
        WriteClient customer = open("refusal");
        String key = WriteClient.key();
        Answered answer = customer.send("POST", of("refusal", "/starter-credit/claim"), key, "")
                .is(422, "refused");
        assertThat(answer.field("/reason")).isEqualTo("NOT_OFFERED");
        support.send("POST", of("refusal", "/starter-credit/offer"), WriteClient.key(),
                "{'note': 'asked'}").is(200);
        assertThat(customer.send("POST", of("refusal", "/starter-credit/claim"), key, "")
                .is(422).text()).isEqualTo(answer.text());
        customer.send("POST", of("refusal", "/starter-credit/claim"), WriteClient.key(), "{}")
                .is(200);
        customer.send("POST", of("refusal", "/starter-credit/claim"), WriteClient.key(), "{}",
                "Prefer", "wait=31").is(400, "bad_request");
    }

    @Test
    default void a_setting_decided_from_an_older_state_is_not_made() {
        WriteClient customer = open("moved");
        String path = of("moved", "/settings/extra-usage");
        String key = WriteClient.key();
        customer.send("PUT", path, key, "{'on': false}", "If-Match", "\"1\"").is(200);
        customer.send("PUT", path, WriteClient.key(), "{'on': true}", "If-Match", "\"1\"")
                .is(412, "precondition_failed");
        customer.send("PUT", path, WriteClient.key(), "{'on': true}", "If-Match", "\"2\"")
                .is(200);
        customer.send("PUT", path, key, "{'on': false}", "If-Match", "\"1\"").is(200);
    }

    @Test
    default void operators_change_plans_and_close_accounts() {
        open("plans");
        operator.send("PUT", of("plans", "/plan"), WriteClient.key(),
                "{'plan': 'team', 'seats': 3}").is(200);
        operator.send("PUT", of("plans", "/plan"), WriteClient.key(),
                "{'plan': 'pro', 'seats': 1, 'when': 'cycle_end'}").is(200);
        assertThat(operator.send("PUT", of("plans", "/plan"), WriteClient.key(),
                "{'plan': 'gold', 'seats': 1}").is(422).field("/reason"))
                .isEqualTo("UNKNOWN_PLAN");
        operator.send("PUT", of("nobody", "/plan"), WriteClient.key(),
                "{'plan': 'pro', 'seats': 1}").is(404, "not_found");
        assertThat(operator.send("POST", of("nobody", "/close"), WriteClient.key(), "")
                .is(422).field("/reason")).isEqualTo("UNKNOWN_ACCOUNT");
        operator.send("PUT", of("nobody", "/plan"), WriteClient.key(),
                "{'plan': 'pro', 'seats': 1}").is(404, "not_found");
        operator.send("POST", of("plans", "/close"), WriteClient.key(), "{'note': 'asked'}")
                .is(200);
        operator.send("POST", of("plans", "/credits"), WriteClient.key(),
                "{'amount_usd': '5', 'note': 'x'}").is(403, "forbidden");
    }

    @Test
    default void two_instances_that_are_asked_at_once_make_one_entry() {
        WriteClient here = open("race");
        WriteClient there = new WriteClient(second, "customer cora race");
        String path = of("race", "/settings/spend-limit");
        for (int round = 1; round <= 5; round++) {
            String key = WriteClient.key();
            String body = "{'monthly_limit_usd': '" + round + "'}";
            CompletableFuture<Answered> one = here.sendLater("PUT", path, key, body);
            CompletableFuture<Answered> other = there.sendLater("PUT", path, key, body);
            assertThat(one.join().is(200).text()).isEqualTo(other.join().is(200).text());
            assertThat(one.join().field("/entry/sequence")).isEqualTo("" + (1 + round));
        }
        String key = WriteClient.key();
        CompletableFuture<Answered> one =
                here.sendLater("PUT", path, key, "{'monthly_limit_usd': '7'}");
        CompletableFuture<Answered> other =
                there.sendLater("PUT", path, key, "{'monthly_limit_usd': '8'}");
        assertThat(List.of(one.join().status(), other.join().status()))
                .containsExactlyInAnyOrder(200, 409);
    }
}
