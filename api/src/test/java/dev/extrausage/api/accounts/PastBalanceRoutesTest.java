package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.trial.TrialBalance;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastBalanceRoutesTest {
    private static final Clock LATE =
            Clock.fixed(Instant.parse("2099-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final JournalWork work = new JournalWork(2, 10);

    @AfterEach void stop() {
        work.close();
    }

    @Test void a_past_balance_sums_what_had_taken_effect(@Seed long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        ReadAccounts api = new ReadAccounts(
                new PastBalanceRoutes(accounts.reading(), LATE).routes(work));
        Random random = new Random(seed);
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            long at = journal.get(random.nextInt(journal.size())).cause().time();
            JsonNode json = api.json("/v1/accounts/" + account + "/balance?as_of="
                    + UtcTime.format(at));
            long sum = journal.stream().flatMap(e -> e.postings().stream())
                    .filter(p -> p.effectiveAt() <= at)
                    .mapToLong(p -> BalanceBefore.change(Pool.EXTRA_USAGE, p)).sum();
            assertThat(RandomAccounts.nanos(json.at("/balance/extra_usage_usd"))).isEqualTo(sum);
            long ofGrants = 0;
            for (JsonNode grant : json.at("/balance/grants")) {
                ofGrants += RandomAccounts.nanos(grant.get("left_usd"));
            }
            assertThat(ofGrants).isEqualTo(sum);
            assertThat(json.get("adds_up").booleanValue()).isTrue();

            JsonNode now = api.json("/v1/accounts/" + account + "/balance");
            assertThat(RandomAccounts.nanos(now.at("/balance/extra_usage_usd")))
                    .isEqualTo(journal.get(journal.size() - 1).extraUsageNanos());
        }
    }

    @Test void only_a_balance_of_the_present_is_kept_by_nobody() {
        RandomAccounts accounts = new RandomAccounts(5);
        ReadAccounts api = new ReadAccounts(
                new PastBalanceRoutes(accounts.reading(), LATE).routes(work));
        String path = "/v1/accounts/" + accounts.names().iterator().next() + "/balance";
        String tag = api.get(path).headers().get("ETag");
        Reply present = api.get(path, Map.of("if-none-match", tag));
        Reply past = api.get(path + "?as_of=2020-01-01T00:00:00Z", Map.of("if-none-match", tag));

        assertThat(List.of(present.status(), past.status())).containsExactly(304, 304);
        assertThat(present.headers()).containsEntry("Cache-Control", "private, no-store");
        assertThat(past.headers()).doesNotContainKey("Cache-Control");
    }

    @Test void a_balance_as_known_is_what_entries_had_said(@Seed long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        ReadAccounts api = new ReadAccounts(
                new PastBalanceRoutes(accounts.reading(), LATE).routes(work));
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            long at = journal.get(journal.size() / 2).cause().receivedAt();
            long said = 0;
            long known = Long.MIN_VALUE;
            for (WrittenEntry entry : journal) {
                known = Math.max(known, entry.cause().receivedAt());
                said = known <= at ? entry.extraUsageNanos() : said;
            }
            JsonNode json = api.json("/v1/accounts/" + account + "/balance?as_known_at="
                    + UtcTime.format(at));
            assertThat(RandomAccounts.nanos(json.at("/balance/extra_usage_usd"))).isEqualTo(said);
            assertThat(json.get("balance")).isEqualTo(json.get("said_then"));
        }
    }

    @Test void a_trial_balance_comes_to_zero_and_to_all_accounts(@Seed long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        TrialBalance all = new TrialBalance(null);
        long extraUsage = 0;
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            journal.forEach(all::add);
            extraUsage += journal.get(journal.size() - 1).extraUsageNanos();
        }
        JsonNode json = TrialBalanceRoutes.json(all.report(), 0).node();

        assertThat(json.get("total_usd").textValue()).isEqualTo("0");
        assertThat(json.get("adds_up").booleanValue()).isTrue();
        assertThat(json.get("accounts").longValue()).isEqualTo(accounts.names().size());
        assertThat(json.get("pools")).hasSize(Pool.values().length);
        for (JsonNode pool : json.get("pools")) {
            if (pool.get("pool").textValue().equals("EXTRA_USAGE")) {
                assertThat(RandomAccounts.nanos(pool.get("balance_usd"))).isEqualTo(extraUsage);
            }
        }
    }
}
