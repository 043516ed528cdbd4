package dev.extrausage.benchmarks.http;

import dev.extrausage.benchmarks.load.Population;
import dev.extrausage.core.EventId;
import java.nio.charset.StandardCharsets;

/** The requests of inference services: may this run, and what did it use. */
public final class InferenceLoads {
    private static final String JSON = "application/json";
    private static final int EVENT_BYTES = 320;

    private InferenceLoads() {}

    /** Admissions at a cost of nothing, of so many accounts in turn, so that no hold is left. */
    public static HttpExchange looks(int accounts) {
        return admissions(accounts, "\"cost_usd\":\"0\"");
    }

    /** Admissions of small requests, of so many accounts in turn; each holds what it may cost. */
    public static HttpExchange admissions(int accounts) {
        return admissions(accounts, "\"estimate\":{\"model\":\"claude-haiku-4-5\","
                + "\"input_tokens\":1200,\"max_output_tokens\":100}");
    }

    private static HttpExchange admissions(int accounts, String what) {
        return HttpExchange.post("/v1/admissions", JSON, number ->
                ("{\"account_id\":\"" + account(number, accounts)
                        + "\",\"app\":\"claude.ai\"," + what + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Usage in batches of that many events, of so many accounts in turn, each with its id. */
    public static HttpExchange usage(int accounts, int perBatch) {
        return HttpExchange.post("/v1/usage", JSON, number -> {
            StringBuilder body = new StringBuilder(perBatch * EVENT_BYTES).append("{\"events\":[");
            long now = System.currentTimeMillis();
            for (int i = 0; i < perBatch; i++) {
                long event = number * perBatch + i;
                body.append(i == 0 ? "" : ",").append("{\"event_id\":\"")
                        .append(EventId.derived(now, "load " + event))
                        .append("\",\"account_id\":\"").append(account(event, accounts))
                        .append("\",\"app\":\"claude.ai\",")
                        .append("\"model\":\"claude-haiku-4-5\",\"session_id\":\"s-")
                        .append(event % 1000).append("\",\"input_tokens\":1200,")
                        .append("\"output_tokens\":100,\"cache_read_tokens\":5000}");
            }
            return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    private static String account(long number, int accounts) {
        return Population.accountId((int) (number % accounts));
    }
}
