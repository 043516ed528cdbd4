package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.core.Account;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedHistory;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecastRoutesTest {
    private static final long DAY = 86_400_000;
    /** The last time that an answer can tell: it has four digits for the year. */
    private static final BigInteger FOR_EVER = BigInteger.valueOf(
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli());

    private final JournalWork work = new JournalWork(2, 10);

    @AfterEach void stop() {
        work.close();
    }

    @Test void rates_and_ends_are_those_of_independent_sums(@Seed long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            long now = journal.stream().mapToLong(e -> e.cause().time()).max().orElseThrow() + 1000;
            JsonNode answer = ask(accounts, account, now);
            List<String> ends = new ArrayList<>();
            for (JsonNode rate : answer.get("rates")) {
                ends.add(check(rate, journal, now, account));
            }
            ends.removeIf(end -> end == null);
            assertThat(answer.get("lasts_from").textValue())
                    .isEqualTo(ends.stream().min(Comparator.naturalOrder()).orElse(null));
            assertThat(answer.get("lasts_to").textValue())
                    .isEqualTo(ends.stream().max(Comparator.naturalOrder()).orElse(null));
        }
    }

    private static String check(
            JsonNode rate, List<WrittenEntry> journal, long now, String account) {
        long days = rate.get("days").longValue();
        long drawn = journal.stream().flatMap(e -> e.postings().stream())
                .filter(p -> p.from() == Pool.EXTRA_USAGE && p.to() == Pool.USAGE)
                .filter(p -> p.effectiveAt() > now - days * DAY)
                .mapToLong(p -> p.amountNanos()).sum();
        long over = Math.min(days * DAY, now - journal.get(0).cause().time());
        assertThat(RandomAccounts.nanos(rate.get("drawn_usd"))).isEqualTo(drawn);
        if (over < DAY) {
            assertThat(rate.get("per_day_usd").isNull()).isTrue();
            assertThat(rate.get("lasts_until").isNull()).isTrue();
            return null;
        }
        assertThat(RandomAccounts.nanos(rate.get("per_day_usd"))).isEqualTo(
                BigInteger.valueOf(drawn).multiply(BigInteger.valueOf(DAY))
                        .divide(BigInteger.valueOf(over)).longValueExact());
        String expected = end(journal, account, now, drawn, over);
        assertThat(rate.get("lasts_until").textValue()).isEqualTo(expected);
        return expected;
    }

    /** Draws lot by lot from what the ledger remembers. */
    private static String end(
            List<WrittenEntry> journal, String name, long now, long drawn, long over) {
        RedecidedHistory history = new RedecidedHistory(name, RandomAccounts.CATALOG);
        journal.forEach(history::next);
        Account account = history.account();
        BigInteger end = BigInteger.valueOf(now);
        for (Grant grant : account.grants()) {
            BigInteger expiry = BigInteger.valueOf(
                    grant.expiresAt() == null ? Long.MAX_VALUE : grant.expiresAt());
            if (drawn > 0 && expiry.compareTo(end) > 0) {
                end = expiry.min(end.add(BigInteger.valueOf(grant.leftNanos())
                        .multiply(BigInteger.valueOf(over)).divide(BigInteger.valueOf(drawn)))
                        .min(FOR_EVER));
            }
        }
        boolean none = account.grants().stream().noneMatch(
                g -> g.isLive() && (g.expiresAt() == null || g.expiresAt() > now));
        return none || drawn == 0 ? null : UtcTime.format(end.longValueExact());
    }

    @Test void a_session_counts_while_it_is_open(@Seed long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            for (WrittenEntry entry : journal) {
                if (entry.usage() != null) {
                    checkSession(accounts, account, journal, entry.usage().occurredAt() + 120_000);
                }
            }
            long late = journal.stream().mapToLong(e -> e.cause().time()).max().orElseThrow() + DAY;
            assertThat(ask(accounts, account, late).get("busiest_session").isNull()).isTrue();
        }
    }

    private void checkSession(
            RandomAccounts accounts, String account, List<WrittenEntry> journal, long now) {
        JsonNode session = ask(accounts, account, now).get("busiest_session");
        if (session.isNull()) {
            return;
        }
        List<WrittenEntry> requests = journal.stream().filter(e -> e.usage() != null
                && !e.isRefused() && session.get("session_id").textValue()
                        .equals(e.usage().sessionId())).toList();
        long drawn = requests.stream().flatMap(e -> e.postings().stream())
                .filter(p -> p.from() == Pool.EXTRA_USAGE && p.to() == Pool.USAGE)
                .mapToLong(p -> p.amountNanos()).sum();
        long first = requests.stream().mapToLong(e -> e.usage().occurredAt()).min().orElseThrow();
        assertThat(RandomAccounts.nanos(session.get("drawn_usd"))).isEqualTo(drawn).isPositive();
        assertThat(RandomAccounts.nanos(session.get("per_hour_usd"))).isEqualTo(
                BigInteger.valueOf(drawn).multiply(BigInteger.valueOf(3_600_000))
                        .divide(BigInteger.valueOf(now - first)).longValueExact());
        assertThat(requests.stream().mapToLong(e -> e.usage().occurredAt()).max().orElseThrow())
                .isGreaterThan(now - 1_800_000);
    }

    @Test void no_newer_entry_is_said_by_304_and_kept_by_nobody() {
        RandomAccounts accounts = new RandomAccounts(4);
        ReadAccounts api = new ReadAccounts(
                new ForecastRoutes(accounts.reading(), Clock.systemUTC()).routes(work));
        String path = "/v1/accounts/" + accounts.names().iterator().next() + "/forecast";
        Map<String, String> headers = api.get(path).headers();
        Reply again = api.get(path, Map.of("if-none-match", headers.get("ETag")));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.headers()).containsEntry("ETag", headers.get("ETag"));
        assertThat(List.of(headers, again.headers())).allSatisfy(sent ->
                assertThat(sent).containsEntry("Cache-Control", "private, no-store"));
        assertThat(api.get(path, Map.of("if-none-match", "\"0\"")).status()).isEqualTo(200);
    }

    @Test void an_unknown_account_has_no_forecast() {
        assertThatThrownBy(() -> ask(new RandomAccounts(3), "nobody", 0))
                .isInstanceOf(Problem.class).hasMessageContaining("There is no such account.");
    }

    private JsonNode ask(RandomAccounts accounts, String account, long now) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        return new ReadAccounts(new ForecastRoutes(accounts.reading(), clock).routes(work))
                .json("/v1/accounts/" + account + "/forecast");
    }
}
