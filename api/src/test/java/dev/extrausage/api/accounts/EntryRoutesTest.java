package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Seed;
import dev.extrausage.journal.read.JournalLog;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.AccountHistory;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.explain.Explainer;
import dev.extrausage.schemas.wire.HashChain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryRoutesTest {
    private static final Catalog CATALOG = RandomAccounts.CATALOG;

    private final JournalWork work = new JournalWork(2, 10);
    private JournalLog log;
    private ReadAccounts api;

    @AfterEach void stop() {
        work.close();
    }

    private void serve(long seed) {
        RandomAccounts accounts = new RandomAccounts(seed);
        log = accounts.log();
        KnownPlaces known = accounts.known();
        AccountHistory histories =
                new AccountHistory(log.entries(known), () -> CATALOG, 1_000_000);
        api = new ReadAccounts(new EntryRoutes(
                accounts::age, log.entries(known), known, histories).routes(work));
    }

    private String path(String account, long sequence) {
        return "/v1/accounts/" + account + "/entries/" + sequence;
    }

    @Test void every_amount_of_an_entry_is_the_journals(@Seed long seed) {
        serve(seed);
        for (String account : log.accounts()) {
            for (RedecidedEntry step : Journals.steps(log.entries(account), CATALOG)) {
                WrittenEntry entry = step.entry();
                JsonNode json = api.json(path(account, entry.sequence()));

                assertThat(texts(json.get("why")))
                        .isEqualTo(Explainer.explain(step).sentences());
                assertThat(json.get("event_id").textValue())
                        .isEqualTo(entry.cause().event().eventId().toString());
                assertThat(json.get("outcome").textValue()).isEqualTo(entry.outcome().name());
                assertThat(RandomAccounts.nanos(json.get("cost_usd"))).isEqualTo(entry.costNanos());
                assertThat(json.get("postings")).hasSize(entry.postings().size());
                assertBalances(json, entry);
                assertPrice(json, entry);
            }
        }
    }

    private static void assertBalances(JsonNode json, WrittenEntry entry) {
        JsonNode before = json.get("before");
        JsonNode after = json.get("after");
        assertThat(RandomAccounts.nanos(after.get("allowance_left_usd")))
                .isEqualTo(entry.allowanceLeftNanos());
        assertThat(RandomAccounts.nanos(after.get("extra_usage_usd")))
                .isEqualTo(entry.extraUsageNanos());
        assertThat(RandomAccounts.nanos(after.get("spent_usd"))).isEqualTo(entry.spentNanos());
        long extraUsage = 0;
        for (Posting p : entry.postings()) {
            extraUsage += BalanceBefore.change(Pool.EXTRA_USAGE, p);
        }
        assertThat(RandomAccounts.nanos(after.get("extra_usage_usd"))
                - RandomAccounts.nanos(before.get("extra_usage_usd"))).isEqualTo(extraUsage)
                .isEqualTo(RandomAccounts.nanos(json.get("extra_usage_change_usd")));
        long ofGrants = 0;
        for (JsonNode grant : json.get("grants")) {
            ofGrants += RandomAccounts.nanos(grant.get("after_usd"))
                    - RandomAccounts.nanos(grant.get("before_usd"));
        }
        assertThat(ofGrants).isEqualTo(extraUsage);
    }

    private static void assertPrice(JsonNode json, WrittenEntry entry) {
        JsonNode price = json.get("price");
        assertThat(price.isNull()).isEqualTo(entry.usage() == null || entry.isRefused());
        if (!price.isNull()) {
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode line : price.get("lines")) {
                sum = sum.add(new BigDecimal(line.get("exact_cost").textValue()));
                assertThat(new BigDecimal(line.get("exact_cost").textValue()))
                        .isEqualByComparingTo(new BigDecimal(line.get("price_usd").textValue())
                                .multiply(new BigDecimal(line.get("factor").textValue()))
                                .multiply(BigDecimal.valueOf(line.get("count").longValue()))
                                .divide(BigDecimal.valueOf(line.get("per").longValue())));
            }
            assertThat(sum.setScale(9, RoundingMode.HALF_EVEN))
                    .isEqualByComparingTo(BigDecimal.valueOf(entry.costNanos(), 9));
            assertThat(RandomAccounts.nanos(json.get("from_allowance_usd"))
                    + RandomAccounts.nanos(json.get("from_extra_usage_usd"))
                    + RandomAccounts.nanos(json.get("uncovered_usd")))
                    .isEqualTo(entry.costNanos());
        }
    }

    @Test void proofs_of_an_account_make_its_hash_chain(@Seed long seed) {
        serve(seed);
        HashChain chain = new HashChain();
        for (String account : log.accounts()) {
            byte[] previous = HashChain.start();
            for (long sequence = 1; sequence <= log.places(account).size(); sequence++) {
                JsonNode proof = api.json(path(account, sequence) + "/proof");
                assertThat(proof.get("known_at").isTextual()).isTrue();
                assertThat(proof.get("stale").booleanValue()).isFalse();
                byte[] raw = Base64.getDecoder().decode(proof.get("raw").textValue());
                assertThat(proof.get("previous_hash").textValue())
                        .isEqualTo(HexFormat.of().formatHex(previous));
                previous = chain.hashOf(previous, raw);
                assertThat(proof.get("hash").textValue())
                        .isEqualTo(HexFormat.of().formatHex(previous));
                assertThat(proof.get("offset").longValue())
                        .isEqualTo(log.places(account).get((int) sequence - 1).offset());
            }
        }
    }

    @Test void an_entry_that_is_not_there_is_not_found() {
        serve(1);
        String account = log.accounts().iterator().next();
        long end = log.places(account).size() + 1;

        assertThatThrownBy(() -> api.get(path(account, end))).isInstanceOf(Problem.class)
                .hasMessage("There is no entry " + end + " of this account.");
        assertThatThrownBy(() -> api.get(path("nobody", 1) + "/proof"))
                .isInstanceOf(Problem.class).hasMessage("There is no such account.");
        assertThatThrownBy(() -> api.get("/v1/accounts/" + account + "/entries/0"))
                .isInstanceOf(Problem.class).hasMessageContaining("sequence is");
    }

    @Test void an_entry_that_the_caller_has_is_not_sent_again() {
        serve(2);
        String account = log.accounts().iterator().next();

        assertThat(api.get(path(account, 3)).headers()).containsEntry("ETag", "\"3\"");
        assertThat(api.get(path(account, 3), Map.of("if-none-match", "\"2\", \"3\"")).status())
                .isEqualTo(304);
        assertThat(api.get(path(account, 3), Map.of("if-none-match", "\"2\"")).status())
                .isEqualTo(200);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
