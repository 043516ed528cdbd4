package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementRoutesTest {
    private final JournalWork work = new JournalWork(2, 10);
    private RandomAccounts accounts;
    private ReadAccounts api;

    @AfterEach void stop() {
        work.close();
    }

    private void serve(long seed) {
        accounts = new RandomAccounts(seed);
        api = new ReadAccounts(new StatementRoutes(accounts.reading()).routes(work));
    }

    @Test void any_period_has_the_journals_postings(@Seed long seed) {
        serve(seed);
        Random random = new Random(seed);
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            long a = instant(journal, random);
            long b = instant(journal, random);
            long from = Math.min(a, b);
            long to = Math.max(a, b);
            JsonNode answer = api.json(path(account) + "?from=" + UtcTime.format(from) + "&to="
                    + UtcTime.format(to));
            assertThat(answer.get("sequence").longValue()).isEqualTo(journal.size());
            JsonNode statement = answer.get("statements").get(0);

            List<Posting> inside = journal.stream().flatMap(e -> e.postings().stream())
                    .filter(p -> p.effectiveAt() >= from && p.effectiveAt() < to).toList();
            assertThat(statement.get("movements")).hasSize(inside.size());
            assertThat(statement.get("adds_up").booleanValue()).isTrue();
            long change = inside.stream()
                    .mapToLong(p -> BalanceBefore.change(Pool.EXTRA_USAGE, p)).sum();
            assertThat(RandomAccounts.nanos(statement.at("/closing/extra_usage_usd"))
                    - RandomAccounts.nanos(statement.at("/opening/extra_usage_usd")))
                    .isEqualTo(change);
        }
    }

    @Test void a_csv_has_the_same_movements(@Seed long seed) {
        serve(seed);
        String account = accounts.names().iterator().next();
        String query = path(account) + "?from=2020-01-01T00:00:00Z";
        int movements = api.json(query).at("/statements/0/movements").size();

        Reply csv = api.get(query, Map.of("accept", "text/csv"));

        assertThat(csv.headers()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(ReadAccounts.text(csv).lines().filter(line -> line.contains(",MOVEMENT,")))
                .hasSize(movements);
        assertThat(api.get(query, Map.of("accept", "text/csv;q=0.5, application/json")).headers())
                .containsEntry("Content-Type", "application/json");
    }

    @Test void of_two_forms_the_one_named_first_is_sent() {
        serve(3);
        String path = path(accounts.names().iterator().next());
        for (String csv : List.of("text/csv", "TEXT/CSV, application/json", "text/csv, */*",
                "*/*, text/csv", "application/json;q=0.9, text/csv", "text/csv;q=0.5")) {
            assertThat(api.get(path, Map.of("accept", csv)).headers().get("Content-Type"))
                    .as(csv).startsWith("text/csv");
        }
        for (String json : List.of("*/*", "text/*", "application/json, TEXT/CSV", "text/csv;q=0",
                "text/csv;q=0.5, */*", "image/png")) {
            assertThat(api.get(path, Map.of("accept", json)).headers().get("Content-Type"))
                    .as(json).isEqualTo("application/json");
        }
    }

    /** A browser keeps both under one address, and asks for either with the tag of the other. */
    @Test void a_csv_is_not_taken_for_the_json_of_the_same_entry() {
        serve(3);
        String path = path(accounts.names().iterator().next());
        String json = api.get(path).headers().get("ETag");
        String csv = api.get(path, Map.of("accept", "text/csv")).headers().get("ETag");

        assertThat(status(path, "text/csv", json)).isEqualTo(200);
        assertThat(status(path, "application/json", csv)).isEqualTo(200);
        assertThat(status(path, "application/json", json)).isEqualTo(304);
        Reply known = api.get(path, Map.of("accept", "text/csv", "if-none-match", csv));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.headers()).containsEntry("Vary", "Accept").containsEntry("ETag", csv);
    }

    private int status(String path, String accept, String tag) {
        return api.get(path, Map.of("accept", accept, "if-none-match", tag)).status();
    }

    @Test void what_cannot_be_asked_is_said_with_field_and_bound() {
        serve(3);
        String path = path(accounts.names().iterator().next());

        refused(path + "?cycle=2026-13", "cycle is \"2026-13\": must be a month");
        refused(path + "?cycle=2026-01&from=2026-01-01T00:00:00Z", "absent beside from and to");
        refused(path + "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "to is \"2026-01-01T00:00:00Z\": must be a time not before from.");
        refused(path + "?cycle=2001-01", "There is no billing cycle");
        refused(path("nobody"), "There is no such account.");
    }

    @Test void a_period_with_too_many_movements_is_refused() {
        serve(3);
        ReadAccounts narrow = new ReadAccounts(
                new StatementRoutes(accounts.reading(), 5).routes(work));
        String busy = accounts.names().stream().filter(account -> accounts.entries(account).stream()
                .mapToInt(e -> e.postings().size()).sum() > 5).findFirst().orElseThrow();
        String path = path(busy) + "?from=2020-01-01T00:00:00Z";

        assertThatThrownBy(() -> narrow.get(path)).isInstanceOf(Problem.class)
                .hasMessage("The period has more than 5 movements: ask for a shorter one, or for"
                        + " the export.");
    }

    private void refused(String path, String message) {
        assertThatThrownBy(() -> api.get(path)).isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }

    private static String path(String account) {
        return "/v1/accounts/" + account + "/statement";
    }

    private static long instant(List<WrittenEntry> journal, Random random) {
        return journal.get(random.nextInt(journal.size())).cause().time() + random.nextInt(3) - 1;
    }
}
