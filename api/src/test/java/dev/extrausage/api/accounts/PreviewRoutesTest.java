package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedHistory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewRoutesTest {
    private static final long DAY = 86_400_000;
    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    private final JournalWork work = new JournalWork(2, 10);

    @AfterEach void stop() {
        work.close();
    }

    /** Five dollars bought, then a dollar a day for eight days: three of them are blocked. */
    private static RandomAccounts eightDollars() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(change(0, new Change.PlanStarted("pro", 1, 0L)));
        inputs.add(change(1, new Change.ExtraUsageSwitched(true)));
        inputs.add(change(2, new Change.CreditGranted(
                "g", GrantKind.PURCHASE, 5_000_000_000L, null, null, null)));
        for (int day = 1; day <= 8; day++) {
            long at = START + day * DAY;
            inputs.add(new Input(new UsageEvent(EventId.derived(at, "u"), "a", "m", at, "tool", "s",
                    "claude-haiku-4-5", 1_000_000, 0, 0, 0, 0), at));
        }
        return new RandomAccounts(inputs, Catalogs.example(), 1);
    }

    private static Input change(long second, Change change) {
        long at = START + second * 1000;
        return new Input(
                new AccountEvent(EventId.derived(at, "c"), "a", at, "test", change), at);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"enabled":true,"threshold_usd":"2","amount_usd":"10"} \
            | auto-reload | 1 | 10 | 0 | 0 | 7
            {"enabled":true,"threshold_usd":"2","amount_usd":"5","monthly_cap_usd":"5"} \
            | auto-reload | 1 | 5 | 0 | 0 | 2
            {"monthly_limit_usd":"2"} | spend-limit | 0 | 0 | 6 | 6 | 3
            {"monthly_limit_usd":null} | spend-limit | 0 | 0 | 3 | 3 | 0
            {"on":false} | extra-usage | 0 | 0 | 8 | 8 | 5
            {"threshold_usd":"3"} | low-balance | 0 | 0 | 3 | 3 | 0
            """)
    void a_setting_buys_and_blocks_what_the_table_says(String body, String setting, long topUps,
            String bought, long blocked, String blockedUsd, String left) {
        JsonNode answer = ask(eightDollars(), "a", START + 10 * DAY, body);

        assertThat(answer.get("setting").textValue()).isEqualTo(setting);
        check(answer.get("as_it_was"), 0, "0", 3, "3", "0");
        check(answer.get("as_it_would_be"), topUps, bought, blocked, blockedUsd, left);
        assertThat(answer.at("/as_it_was/first_blocked_at").textValue())
                .isEqualTo(UtcTime.format(START + 6 * DAY));
        assertThat(answer.get("top_ups")).hasSize((int) topUps);
        assertThat(answer.get("assumption").textValue()).contains("paid at once");
    }

    private static void check(JsonNode figures, long topUps, String bought, long blocked,
            String blockedUsd, String left) {
        assertThat(figures.get("top_ups").longValue()).isEqualTo(topUps);
        assertThat(figures.get("bought_usd").textValue()).isEqualTo(bought);
        assertThat(figures.get("blocked_requests").longValue()).isEqualTo(blocked);
        assertThat(figures.get("blocked_usd").textValue()).isEqualTo(blockedUsd);
        assertThat(figures.get("extra_usage_usd").textValue()).isEqualTo(left);
    }

    @Test void what_the_ledger_refuses_is_refused_in_its_words() {
        assertThatThrownBy(() -> ask(eightDollars(), "a", START + 10 * DAY,
                "{\"enabled\":true,\"threshold_usd\":\"0\",\"amount_usd\":\"1\"}"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(
                        p.json().get("reason").textValue()).isEqualTo("AMOUNT_OUT_OF_BOUNDS"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | The body names no setting
            {"on":true,"monthly_limit_usd":"1"} | on
            {"threshold_usd":7} | threshold_usd
            """)
    void a_body_of_no_single_setting_is_a_bad_request(String body, String message) {
        assertThatThrownBy(() -> ask(eightDollars(), "a", START + 10 * DAY, body))
                .isInstanceOf(Problem.class).hasMessageContaining(message);
    }

    @Test void figures_of_the_past_are_the_journals_own(@Seed long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            long now = journal.stream().mapToLong(e -> e.cause().receivedAt()).max().orElseThrow();
            JsonNode answer;
            try {
                answer = ask(accounts, account, now, "{\"threshold_usd\":\"1\"}");
            } catch (Problem refused) {
                assertThat(refused.json().get("status").intValue()).isEqualTo(422);
                continue;
            }
            // By their places: several may come in the millisecond at which it begins.
            long blocked = journal.stream().skip(begin(account, journal, now - 30 * DAY))
                    .filter(e -> e.outcome() == Outcome.UNCOVERED).count();
            assertThat(answer.at("/as_it_was/blocked_requests").longValue()).isEqualTo(blocked);
            assertThat(RandomAccounts.nanos(answer.at("/as_it_was/extra_usage_usd")))
                    .isEqualTo(journal.get(journal.size() - 1).extraUsageNanos());
        }
    }

    /** The number of entries before those of the last days that are decided again. */
    private static int begin(String account, List<WrittenEntry> journal, long since) {
        RedecidedHistory history = new RedecidedHistory(account, RandomAccounts.CATALOG);
        boolean young = journal.get(0).cause().receivedAt() >= since;
        int before = 0;
        for (WrittenEntry next : journal) {
            if (history.account().isOpen() && next.cause().receivedAt() >= since
                    && (!young || next.usage() != null)) {
                break;
            }
            history.next(next);
            before++;
        }
        return before;
    }

    private JsonNode ask(RandomAccounts accounts, String account, long now, String body) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        return ReadAccounts.json(
                new ReadAccounts(new PreviewRoutes(accounts.reading(), clock).routes(work))
                        .post("/v1/accounts/" + account + "/settings/preview", body));
    }
}
