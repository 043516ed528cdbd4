package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Holds the read model of one API server to the journal: each entry once, and all its sums. */
final class ViewCheck {
    private static final int PAGE = 200;
    private static final int OK = 200;

    private final ApiClient server;
    private final String key;
    private final JournalWatch journal;

    ViewCheck(ApiClient server, String key, JournalWatch journal) {
        this.server = server;
        this.key = key;
        this.journal = journal;
    }

    /** Waits until it has come to the end, and compares every account. */
    void run() {
        journal.history.forEach((account, entries) -> {
            if (!entries.isEmpty()) {
                String path = "v1/accounts/"
                        + URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
                Await.untilNothing("the read model of " + account + " is behind", () -> {
                    JsonNode known = server.get(path, key).body().path("sequence");
                    return known.asLong() == entries.lastKey() ? ""
                            : known + " in place of " + entries.lastKey();
                });
                assertThat(entries(path)).as("entries of %s", account).isEqualTo(entries);
                JsonNode used = server.get(path + "/usage?bucket=none", key).body();
                assertThat(nanos(used.path("total").path("cost_usd").asText()))
                        .as("cost of %s: %s", account, used)
                        .isEqualTo(journal.cost.getOrDefault(account, 0L));
            }
        });
    }

    private NavigableMap<Long, String> entries(String path) {
        NavigableMap<Long, String> found = new TreeMap<>();
        String cursor = "";
        do {
            ApiClient.Answer page = server.get(path + "/entries?limit=" + PAGE + cursor, key);
            assertThat(page.status()).as("%s", page).isEqualTo(OK);
            page.body().path("entries").forEach(entry -> assertThat(found.put(
                    entry.path("sequence").asLong(), entry.path("event_id").asText()))
                    .as("an entry twice: %s", entry).isNull());
            JsonNode next = page.body().path("next");
            cursor = next.isNull() ? null : "&cursor="
                    + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        } while (cursor != null);
        return found;
    }

    private static long nanos(String usd) {
        return new BigDecimal(usd).movePointRight(9).longValueExact();
    }
}
