package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.writes.WriteClient.Answered;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every write over HTTP, against a broker, the ledger and its consumers. */
class WritesTest {
    private static final long USD = 1_000_000_000L;
    private static WritingCluster cluster;
    private static WritingCluster.Instance first;
    private static WritingCluster.Instance second;
    private static WriteClient operator;
    private static WriteClient support;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        cluster = new WritingCluster(folder);
        cluster.startLedger();
        cluster.startConsumers();
        WriteSettings bounds = new WriteSettings(100, 100 * USD, 150 * USD,
                LedgerSettings.DEFAULT_APPLICATION_ID);
        first = cluster.instance("first", bounds);
        second = cluster.instance("second", bounds);
        operator = new WriteClient(first, "operator olga");
        support = new WriteClient(first, "support sam");
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
        cluster.close();
    }

    private static WriteClient open(String account) {
        operator.send("POST", "/v1/accounts", WriteClient.key(),
                "{'account_id': '" + account + "', 'plan': 'pro', 'seats': 1}").is(200);
        return new WriteClient(first, "customer cora " + account);
    }

    private static String of(String account, String rest) {
        return "/v1/accounts/" + account + rest;
    }

    private static void publish(Event... events) {
        try (Cluster kafka = cluster.connect();
                Publisher publisher = Publisher.ordered(
                        kafka, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            List.of(events).forEach(publisher::publish);
            publisher.finish();
        }
    }

    private static void buy(String account, String grantId, long usd) {
        publish(new AccountEvent(EventId.parse(WriteClient.key()), account,
                System.currentTimeMillis(), "test", new Change.CreditGranted(
                        grantId, GrantKind.PURCHASE, usd * USD, null, "p-" + grantId, null)));
        WritingCluster.await(() -> first.model.account(account).orElseThrow().balance()
                .getGrants().stream().anyMatch(g -> g.getGrantId().equals(grantId)));
    }

    private static UsageEvent usage(String account, String app, long inputTokens) {
        return new UsageEvent(EventId.parse(WriteClient.key()), account, null,
                System.currentTimeMillis(), app, null, "claude-sonnet-4-5", inputTokens, 0, 0, 0,
                0, null, Map.of());
    }

    @Test
    void settings_are_answered_by_their_entry_and_seen_at_once() {
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
    void single_answers_say_how_fresh_they_are_and_take_tags() {
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
    void a_refusal_is_the_same_however_often_asked_for() {
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
    void a_setting_decided_from_an_older_state_is_not_made() {
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
    void operators_change_plans_and_close_accounts() {
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
    void two_instances_that_are_asked_at_once_make_one_entry() {
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

    @Test
    void gifts_are_named_after_their_key_and_can_be_withdrawn() {
        open("gift");
        WriteClient agent = new WriteClient(first, "support gina");
        String key = WriteClient.key();
        agent.send("POST", of("gift", "/credits"), key,
                "{'amount_usd': '4.17', 'note': 'outage'}").is(200);
        assertThat(first.model.account("gift").orElseThrow().balance().getGrants().get(0)
                .getGrantId()).isEqualTo(key);
        assertThat(agent.send("POST", of("gift", "/credits/" + key + "/void"),
                WriteClient.key(), "{'note': 'wrong account'}").is(200).field("/entry/note"))
                .isEqualTo("wrong account");
        agent.send("POST", of("gift", "/credits/" + key + "/void"), WriteClient.key(), "{}")
                .is(400, "bad_request");
    }

    @Test
    void support_gives_no_more_than_its_bounds() {
        open("bound");
        WriteClient agent = new WriteClient(first, "support bob");
        String path = of("bound", "/credits");
        assertThat(agent.send("POST", path, WriteClient.key(),
                "{'amount_usd': '100.01', 'note': 'x'}").is(403, "forbidden").field("/field"))
                .isEqualTo("amount_usd");
        String key = WriteClient.key();
        String body = "{'amount_usd': '100', 'note': 'x'}";
        agent.send("POST", path, key, body).is(200);
        agent.send("POST", path, key, body).is(200);
        WriteClient elsewhere = new WriteClient(second, "support bob");
        WritingCluster.await(() -> second.model.account("bound").orElseThrow().sequence() == 2);
        elsewhere.send("POST", path, WriteClient.key(), "{'amount_usd': '50.01', 'note': 'x'}")
                .is(403, "forbidden");
        elsewhere.send("POST", path, WriteClient.key(), "{'amount_usd': '50', 'note': 'x'}")
                .is(200);
        new WriteClient(first, "support eve").send("POST", path, WriteClient.key(), body).is(200);
    }

    @Test
    void what_is_under_way_counts_whatever_its_key() {
        DailyBound bound = new DailyBound(first.model, 100, 250, Clock.systemUTC());
        EventId id = EventId.parse(WriteClient.key());
        EventId other = EventId.parse(WriteClient.key());
        assertThat(bound.reserve("zoe", "under-way-1", id, 100)).isTrue();
        assertThat(bound.reserve("zoe", "under-way-1", id, 1)).isTrue();
        assertThat(bound.reserve("zoe", "under-way-2", id, 100)).isTrue();
        assertThat(bound.reserve("zoe", "under-way-3", id, 51)).isFalse();
        assertThat(bound.reserve("yan", "under-way-1", id, 100)).isTrue();
        assertThat(bound.reserve("zoe", "under-way-1", other, 51)).isFalse();
        bound.release("zoe", "under-way-1", id);
        assertThat(bound.reserve("zoe", "under-way-1", other, 51)).isFalse();
        bound.release("zoe", "under-way-1", id);
        assertThat(bound.reserve("zoe", "under-way-1", other, 51)).isTrue();
    }

    @Test
    void a_large_refund_needs_a_second_person_of_finance() {
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
    void a_refund_that_is_turned_down_is_never_ordered() {
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
    void of_two_rulings_at_once_one_is_made_and_told() {
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
    void a_top_up_is_credited_once_under_its_key() {
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
    void a_declined_card_is_said_with_its_code() {
        WriteClient customer = open("poor+card-declined");
        String path = of("poor+card-declined", "/top-ups");
        Answered declined = customer.send("POST", path, "t-3", "{'amount_usd': '20'}")
                .is(402, "declined");
        assertThat(declined.field("/decline_code")).isEqualTo("card_declined");
        assertThat(customer.send("POST", path, "t-3", "{'amount_usd': '20'}").is(402).text())
                .isEqualTo(declined.text());
    }

    @Test
    void a_silent_card_leaves_the_top_up_pending() {
        WriteClient customer = open("quiet+card-silent");
        Answered pending = customer.send("POST", of("quiet+card-silent", "/top-ups"), "t-4",
                "{'amount_usd': '20'}", "Prefer", "wait=1").is(202);
        assertThat(pending.field("/status")).isEqualTo("pending");
        assertThat(customer.get(pending.response().headers().firstValue("Location")
                .orElseThrow()).is(200).field("/status")).isEqualTo("pending");
        customer.send("POST", of("quiet+card-silent", "/top-ups"), "t-4",
                "{'amount_usd': '30'}").is(409, "key_reused");
    }

    @Test
    void usage_is_given_back_once_to_all_that_paid() {
        open("reverse");
        buy("reverse", "g-1", 50);
        publish(usage("reverse", "claude.ai", 10_000_000L / 2)); // $20 of allowance, $10 of credit
        WritingCluster.await(() -> first.model.account("reverse").orElseThrow().sequence() == 3);
        String path = of("reverse", "/entries/3/reverse");
        String key = WriteClient.key();
        Answered answer = support.send("POST", path, key, "{'note': 'cut off'}").is(200);
        JsonNode parts = answer.json().get("parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).get("event_id").textValue()).isEqualTo(key);
        var balance = first.model.account("reverse").orElseThrow().balance();
        assertThat(balance.getAllowanceLeftNanos()).isEqualTo(20 * USD);
        assertThat(balance.getExtraUsageNanos()).isEqualTo(50 * USD);
        assertThat(support.send("POST", path, key, "{'note': 'cut off'}").is(200).text())
                .isEqualTo(answer.text());
        support.send("POST", path, WriteClient.key(), "{'note': 'again'}")
                .is(400, "bad_request");
        support.send("POST", of("reverse", "/entries/2/reverse"), WriteClient.key(),
                "{'note': 'no usage'}").is(400, "bad_request");
        support.send("POST", of("reverse", "/entries/99/reverse"), WriteClient.key(),
                "{'note': 'nothing'}").is(404, "not_found");
        support.send("POST", path, key, "{'note': 'another'}").is(409, "key_reused");
    }

    @Test
    void refused_usage_is_sent_again_by_an_operator() {
        publish(usage("late", "claude.ai", 1_000));
        open("late");
        String body = "{'reason': 'UNKNOWN_ACCOUNT', 'dry_run': true}";
        assertThat(operator.send("POST", "/v1/resubmissions", null, body).is(200).field("/sent"))
                .isEqualTo("1");
        assertThat(operator.send("POST", "/v1/resubmissions", null, body.replace("true", "false"))
                .is(200).field("/paid")).isEqualTo("1");
        operator.send("POST", "/v1/resubmissions", null, "{'reason': 'TOO_OLD'}")
                .is(400, "bad_request");
    }

    @Test
    void a_bad_input_is_listed_with_its_reason() throws Exception {
        try (Cluster kafka = cluster.connect(); var producer = kafka.producer()) {
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(
                        "usage-events", "bad".getBytes(StandardCharsets.UTF_8),
                        ("junk" + i).getBytes(StandardCharsets.UTF_8))).get();
            }
        }
        WritingCluster.await(() -> operator.get("/v1/rejected-events").is(200).json()
                .get("rejected_events").size() >= 3);
        Answered page = operator.get("/v1/rejected-events?limit=2&topic=usage-events").is(200);
        assertThat(page.field("/rejected_events/0/value")).isEqualTo("anVuazI=");
        assertThat(page.field("/rejected_events/0/key")).isEqualTo("bad");
        Answered rest = operator.get("/v1/rejected-events?limit=2&topic=usage-events&cursor="
                + URLEncoder.encode(page.field("/next"), StandardCharsets.UTF_8)).is(200);
        assertThat(rest.json().get("rejected_events")).hasSize(1);
        assertThat(rest.json().get("next").isNull()).isTrue();
        support.get("/v1/rejected-events").is(403, "forbidden");
    }
}
