package dev.extrausage.api.writes;

import static dev.extrausage.api.writes.WritesStand.USD;
import static dev.extrausage.api.writes.WritesStand.buy;
import static dev.extrausage.api.writes.WritesStand.cluster;
import static dev.extrausage.api.writes.WritesStand.first;
import static dev.extrausage.api.writes.WritesStand.of;
import static dev.extrausage.api.writes.WritesStand.open;
import static dev.extrausage.api.writes.WritesStand.operator;
import static dev.extrausage.api.writes.WritesStand.publish;
import static dev.extrausage.api.writes.WritesStand.second;
import static dev.extrausage.api.writes.WritesStand.support;
import static dev.extrausage.api.writes.WritesStand.usage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.writes.WriteClient.Answered;
import dev.extrausage.core.EventId;
import dev.extrausage.kafka.Cluster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Credit that support gives and withdraws, usage that is given back, and what was refused. */
interface SupportWrites {
    @Test
    default void gifts_are_named_after_their_key_and_can_be_withdrawn() {
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
    default void support_gives_no_more_than_its_bounds() {
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
    default void what_is_under_way_counts_whatever_its_key() {
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
    default void usage_is_given_back_once_to_all_that_paid() {
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
    default void refused_usage_is_sent_again_by_an_operator() {
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
    default void a_bad_input_is_listed_with_its_reason() throws Exception {
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
