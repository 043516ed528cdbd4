package dev.extrausage.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpExchangeTest {
    private static final int ACCOUNTS = 1_000;

    @Test void questions_come_round_to_every_account() {
        Set<String> paths = new HashSet<>();
        for (long number = 0; number < ACCOUNTS; number++) {
            paths.add(ReadLoads.account(ACCOUNTS).path().apply(number));
        }
        assertThat(paths).hasSize(ACCOUNTS).contains("/v1/accounts/acct-10000000");
    }

    @Test void usage_is_asked_for_whole_hours_of_thirty_days() {
        HttpExchange usage = ReadLoads.usageByApp(1, Instant.parse("2026-11-29T08:45:10.123Z"));

        assertThat(usage.path().apply(5)).isEqualTo("/v1/accounts/acct-10000000/usage"
                + "?from=2026-10-30T08:00:00Z&to=2026-11-29T08:00:00Z&bucket=day&group_by=app");
    }

    @Test void batches_have_events_of_their_own() throws IOException {
        HttpExchange usage = InferenceLoads.usage(ACCOUNTS, 100);
        Set<String> ids = new HashSet<>();
        for (long number = 0; number < 3; number++) {
            for (JsonNode event : new ObjectMapper().readTree(usage.body().apply(number))
                    .required("events")) {
                ids.add(event.required("event_id").textValue());
            }
        }
        assertThat(ids).hasSize(300);
    }

    @Test void an_admission_names_an_account_that_was_opened() throws IOException {
        JsonNode body = new ObjectMapper().readTree(
                InferenceLoads.admissions(ACCOUNTS).body().apply(ACCOUNTS + 7));

        assertThat(body.required("account_id").textValue()).isEqualTo("acct-10000007");
        assertThat(body.required("estimate").required("model").textValue())
                .isEqualTo("claude-haiku-4-5");
    }
}
