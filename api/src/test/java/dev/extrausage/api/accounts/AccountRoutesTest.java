package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.http.Cursor;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.api.server.HttpListener;
import dev.extrausage.api.stream.EventStreams;
import dev.extrausage.api.stream.StreamSettings;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.view.ReadModel;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts read over HTTP equal what the ledger decided. */
class AccountRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVER = "from=2000-01-01T00:00:00Z&to=2099-12-31T00:00:00Z";
    private static final String YEARS = "from=2023-01-01T00:00:00Z&to=2049-01-01T00:00:00Z";
    /** Offsets of the journal that one answer may look at. */
    private static final long READ_AT_ONCE = 40;
    private static final String STAFF = "support";
    private static final String A = "/v1/accounts/account-0";

    @TempDir Path folder;
    private ReadServer server;

    private JsonNode json(String caller, String path) throws Exception {
        HttpResponse<byte[]> answer = server.get(caller, path);
        assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private int status(String caller, String path, String... headers) throws Exception {
        return server.get(caller, path, headers).statusCode();
    }

    private List<Entry> entries(Predicate<Entry> wanted) {
        return server.run.entries().stream()
                .filter(e -> e.accountId().equals("account-0")).filter(wanted).toList();
    }

    @Test void answers_equal_what_was_decided(@Seed long seed) throws Exception {
        try (ReadServer started = new ReadServer(folder, StreamSettings.USUAL)) {
            server = started;
            server.write(Histories.ofManyAccounts(seed, 5, 150, ReadServer.CATALOG));
            for (int i = 0; i < 5; i++) {
                server.awaitRead("account-" + i);
            }
            accountsEqual();
            freshness();
            pages();
            filters();
            filtersOfBothSources();
            usage();
            members();
            lists();
            bounds();
        }
    }

    /** Years after the latest history nothing is kept, and all comes from the journal. */
    @Test void entries_past_the_retention_come_from_the_journal(@Seed long seed)
            throws Exception {
        Clock later = Clock.offset(Clock.systemUTC(),
                Duration.between(Instant.now(), Instant.parse("2099-06-01T00:00:00Z")));
        try (ReadServer started = new ReadServer(
                folder, StreamSettings.USUAL, Duration.ofDays(90), READ_AT_ONCE, later)) {
            server = started;
            server.write(Histories.ofManyAccounts(seed, 5, 150, ReadServer.CATALOG));
            server.awaitRead("account-0");
            server.awaitFolded();
            pages();
            filters();
            boolean isEnd = json(STAFF, A + "/entries?min_usd=9000000").get("next").isNull();
            // A draw may give the account so few entries that one reading sees them all.
            assertThat(isEnd && entries(e -> true).size() > READ_AT_ONCE)
                    .as("a bound of the reading is no end of the list").isFalse();
        }
    }

    /** With a retention that cuts the histories somewhere, pages are of both. */
    @Test void a_page_goes_on_in_the_journal_after_the_rows(@Seed long seed)
            throws Exception {
        List<Input> inputs = Histories.ofManyAccounts(seed, 5, 150, ReadServer.CATALOG);
        long middle = inputs.get(inputs.size() / 2).receivedAt();
        try (ReadServer started = new ReadServer(folder, StreamSettings.USUAL,
                Duration.ofMillis(System.currentTimeMillis() - middle), 100,
                Clock.systemUTC())) {
            server = started;
            server.write(inputs);
            server.awaitRead("account-0");
            server.awaitFolded();
            pages();
            filters();
        }
    }

    private void accountsEqual() throws Exception {
        for (int i = 0; i < 5; i++) {
            Account account = server.run.account("account-" + i);
            JsonNode json = json("customer:account-" + i, "/v1/accounts/account-" + i);
            assertThat(json.get("sequence").longValue()).isEqualTo(account.sequence());
            assertThat(json.at("/extra_usage/balance_usd").textValue())
                    .isEqualTo(UsdText.of(account.extraUsageNanos()));
            assertThat(json.at("/allowance/left_usd").textValue())
                    .isEqualTo(UsdText.of(account.allowance().leftNanos()));
            assertThat(json.at("/allowance/used_usd").textValue()).as("used").isEqualTo(
                    account.isOpen() ? UsdText.of(account.allowance().usedNanos()) : null);
            Long low = account.lowBalanceThresholdNanos();
            assertThat(json.get("low_balance_usd").textValue())
                    .isEqualTo(low == null ? null : UsdText.of(low));
        }
    }

    private void freshness() throws Exception {
        HttpResponse<byte[]> answer = server.get(STAFF, A);
        String tag = answer.headers().firstValue("ETag").orElseThrow();

        assertThat(tag).isEqualTo("\"" + server.run.account("account-0").sequence() + "\"");
        assertThat(status(STAFF, A, "If-None-Match", tag)).isEqualTo(304);
        assertThat(status(STAFF, A, "If-None-Match", "\"x\", W/" + tag)).isEqualTo(304);
        assertThat(status(STAFF, A, "If-None-Match", "*")).isEqualTo(304);
        assertThat(status(STAFF, A, "If-None-Match", "\"0\"")).isEqualTo(200);
        assertThat(status(STAFF, A + "/usage?bucket=none&" + EVER, "If-None-Match", tag))
                .isEqualTo(304);
        HttpResponse<byte[]> lately = server.get(STAFF, A + "/usage", "If-None-Match", tag);
        assertThat(lately.statusCode()).isEqualTo(304);
        assertThat(lately.headers().allValues("Cache-Control")).as("no cache keeps a window")
                .containsExactly("private, no-store");
        assertThat(status(STAFF, "/v1/accounts/nobody")).isEqualTo(404);
        assertThat(status(STAFF, "/v1/accounts/nobody/entries")).isEqualTo(404);
    }

    private List<Long> all(String query) throws Exception {
        return all(query, "");
    }

    private List<Long> all(String query, String begin) throws Exception {
        List<Long> numbers = new ArrayList<>();
        String next = begin;
        do {
            JsonNode page = json("customer:account-0", A + "/entries?" + query + next);
            page.get("entries").forEach(e -> numbers.add(e.get("sequence").longValue()));
            next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").textValue();
        } while (next != null);
        return numbers;
    }

    private static List<Long> newestFirst(List<Entry> entries) {
        return LongStream.range(0, entries.size())
                .mapToObj(i -> entries.get((int) (entries.size() - 1 - i)).sequence()).toList();
    }

    private void pages() throws Exception {
        assertThat(all("limit=7")).isEqualTo(newestFirst(entries(e -> true)));
        JsonNode page = json(STAFF, A + "/entries?limit=1");
        while (page.get("entries").isEmpty()) { // other accounts filled the part that was read
            page = json(STAFF, A + "/entries?limit=1&cursor=" + page.get("next").textValue());
        }
        JsonNode first = page.get("entries").get(0);
        Entry last = entries(e -> true).get(entries(e -> true).size() - 1);
        assertThat(first.get("event_id").textValue())
                .isEqualTo(last.cause().event().eventId().toString());
        assertThat(first.get("extra_usage_usd").textValue())
                .isEqualTo(UsdText.of(last.extraUsageNanos()));
    }

    private void filters() throws Exception {
        assertThat(all("type=Usage,CreditGranted&outcome=APPLIED,UNCOVERED&limit=3"))
                .isEqualTo(newestFirst(entries(e -> (e.outcome() == Outcome.APPLIED
                        || e.outcome() == Outcome.UNCOVERED) && isUsageOrCredit(e))));
        assertThat(all("app=CURSOR")).isEqualTo(newestFirst(entries(
                e -> e.cause().event() instanceof UsageEvent u
                        && u.app().equalsIgnoreCase("cursor"))));
        assertThat(all("outcome=REFUSED&limit=200"))
                .isEqualTo(newestFirst(entries(Entry::isRefused)));
    }

    /** A cursor of the journal's part before all else reads the journal alone. */
    private void filtersOfBothSources() throws Exception {
        String last = "999999999999999999";
        String journal = "&cursor=" + Cursor.of(last, last);
        List<Entry> own = entries(e -> true);
        String middle = UtcTime.format(own.get(own.size() / 2).cause().receivedAt());
        for (String query : List.of("outcome=APPLIED", "min_usd=2.5", "min_usd=0",
                "session=session-1", "member=member-1", "model=CLAUDE-opus-4-5",
                "app=claude.AI&outcome=APPLIED",
                "type=CreditGranted,CreditRefunded&min_usd=1", "from=" + middle, "to=" + middle,
                "type=Usage&to=" + middle + "&member=member-2", "app=nothing", "session=nobody",
                "outcome=REFUSED&from=" + middle, "outcome=REFUSED&session=session-2")) {
            assertThat(all("limit=20&" + query, journal)).as(query)
                    .isEqualTo(all("limit=20&" + query));
        }
    }

    private static boolean isUsageOrCredit(Entry e) {
        return e.cause().event() instanceof UsageEvent
                || e.cause().event() instanceof AccountEvent a
                        && a.change().type().equals("CreditGranted");
    }

    private void usage() throws Exception {
        List<Entry> paid = entries(e -> e.cause().event() instanceof UsageEvent && !e.isRefused());
        long cost = paid.stream().flatMap(e -> e.postings().stream())
                .filter(p -> p.to() == Pool.USAGE).mapToLong(p -> p.amountNanos()).sum();
        for (String cut : List.of("bucket=none&" + EVER,
                "bucket=cycle&group_by=session,member,service_tier&" + EVER,
                "bucket=day&tz=Asia/Kolkata&group_by=app,model&" + YEARS)) {
            JsonNode report = json(STAFF, A + "/usage?" + cut);
            long requests = 0;
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode bucket : report.get("buckets")) {
                requests += bucket.get("requests").longValue();
                sum = sum.add(new BigDecimal(bucket.get("cost_usd").textValue()));
            }
            assertThat(report.at("/total/requests").longValue()).isEqualTo(requests);
            assertThat(new BigDecimal(report.at("/total/cost_usd").textValue()))
                    .isEqualByComparingTo(sum);
            if (cut.endsWith(EVER)) {
                assertThat(report.at("/total/cost_usd").textValue()).isEqualTo(UsdText.of(cost));
                assertThat(requests).isEqualTo(paid.size());
            }
        }
    }

    private void members() throws Exception {
        String member = "member:account-0:member-1";
        JsonNode report = json(member, A + "/usage?bucket=none&" + EVER);
        long own = entries(e -> !e.isRefused() && e.cause().event() instanceof UsageEvent u
                && "member-1".equals(u.memberId())).size();

        assertThat(report.at("/total/requests").longValue()).isEqualTo(own);
        assertThat(report.at("/total/cost_usd").isNull()).isTrue();
        assertThat(report.get("given_back").isNull()).isTrue();
        String path = A + "/usage?bucket=none&" + EVER;
        String owners = server.get(STAFF, path).headers().firstValue("ETag").orElseThrow();
        String membersOwn = server.get(member, path).headers().firstValue("ETag").orElseThrow();
        assertThat(status(member, path, "If-None-Match", owners))
                .as("the whole account's amounts, in the same browser").isEqualTo(200);
        assertThat(status("member:account-0:member-2", path, "If-None-Match", membersOwn))
                .isEqualTo(200);
        assertThat(status(member, path, "If-None-Match", membersOwn)).isEqualTo(304);
        assertThat(status(member, A + "/usage?member=member-2")).isEqualTo(403);
        assertThat(status(member, A)).isEqualTo(403);
        assertThat(status(member, A + "/entries")).isEqualTo(403);
        assertThat(status(member, "/v1/accounts/account-1/usage")).isEqualTo(404);
        assertThat(status("customer:account-1", A)).isEqualTo(404);
        assertThat(status("inference", A)).isEqualTo(403);
        for (JsonNode session : json(member, A + "/sessions").get("sessions")) {
            assertThat(session.get("cost_usd").isNull()).isTrue();
        }
    }

    private void lists() throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json("operator", "/v1/accounts?prefix=account-&limit=2" + next);
            page.get("accounts").forEach(a -> ids.add(a.get("account_id").textValue()));
            next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").textValue();
        } while (next != null);
        assertThat(ids).isSorted().isEqualTo(LongStream.range(0, 5).mapToObj(i -> "account-" + i)
                .filter(id -> server.run.account(id).wasOpened()).toList());
        assertThat(json("finance", "/v1/accounts?prefix=nobody").get("accounts")).isEmpty();

        for (JsonNode action : json(STAFF, "/v1/actions?account_id=account-0").get("actions")) {
            assertThat(action.get("actor").textValue()).isEqualTo("histories");
        }
        for (JsonNode session : json(STAFF, A + "/sessions").get("sessions")) {
            String id = session.get("session_id").textValue();
            JsonNode one = json(STAFF, A + "/sessions/" + id);
            assertThat(one.get("cost_usd")).isEqualTo(session.get("cost_usd"));
            assertThat(one.get("breakdown")).isEqualTo(session.get("breakdown"));
        }
        assertThat(status(STAFF, A + "/sessions/none")).isEqualTo(404);
    }

    private void bounds() throws Exception {
        for (String query : List.of("usage?bucket=hour&" + EVER, "usage?bucket=week",
                "usage?tz=Mars/Base", "usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "usage?group_by=app,app", "entries?type=Nothing", "entries?limit=0",
                "entries?cursor=%21", "entries?from=yesterday", "entries?min_usd=-1",
                "entries?unknown=1")) {
            assertThat(status(STAFF, A + "/" + query)).as(query).isEqualTo(400);
        }
    }

    @Test void a_model_that_was_never_complete_answers_not_ready() throws Exception {
        Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");
        try (ReadModel model = ReadModel.start(ReadServer.view(nowhere, folder));
                EventStreams streams = new EventStreams(model, () -> ReadServer.CATALOG,
                        row -> List.of(), () -> who -> true, StreamSettings.USUAL,
                        Clock.systemUTC());
                JournalWork work = new JournalWork(1, 1);
                HttpListener listener = ReadServer.listen(
                        model, streams, work, new EntryPages(model, null, 1))) {
            for (String path : List.of(A, A + "/entries", A + "/usage", A + "/stream",
                    "/v1/accounts", "/v1/actions")) {
                HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest
                        .newBuilder(URI.create(listener.url() + path)).header("Caller", STAFF)
                        .build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }
}
