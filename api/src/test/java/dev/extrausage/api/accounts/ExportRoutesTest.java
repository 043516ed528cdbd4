package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.http.Problem;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.Sum;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
    private static final Set<String> BOUGHT = Set.of("PURCHASE", "AUTO_RELOAD");

    private final JournalWork work = new JournalWork(2, 10);
    private RandomAccounts accounts;
    private ReadAccounts api;

    @AfterEach void stop() {
        work.close();
    }

    private void serve(long seed) {
        accounts = new RandomAccounts(seed);
        api = new ReadAccounts(new ExportRoutes(accounts.reading()).routes(work));
    }

    @Test void json_lines_are_the_journals_postings(@Seed long seed) throws IOException {
        serve(seed);
        ObjectMapper json = new ObjectMapper();
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            List<String> lines = lines(account, "jsonl");
            assertThat(lines).hasSameSizeAs(postings(journal));
            for (int i = 0; i < lines.size(); i++) {
                JsonNode line = json.readTree(lines.get(i));
                Posting posting = postings(journal).get(i);
                assertThat(line.get("from").textValue()).isEqualTo(posting.from().name());
                assertThat(line.get("to").textValue()).isEqualTo(posting.to().name());
                assertThat(RandomAccounts.nanos(line.get("amount_usd")))
                        .isEqualTo(posting.amountNanos());
                assertThat(line.get("effective_at").textValue())
                        .isEqualTo(UtcTime.format(posting.effectiveAt()));
            }
            WrittenEntry last = journal.get(journal.size() - 1);
            if (!lines.isEmpty()) {
                assertThat(RandomAccounts.nanos(json.readTree(lines.get(lines.size() - 1))
                        .get("extra_usage_usd"))).isEqualTo(last.extraUsageNanos());
            }
        }
    }

    @Test void focus_bills_payments_and_lists_the_cost_of_usage(@Seed long seed) {
        serve(seed);
        for (String account : accounts.names()) {
            List<WrittenEntry> journal = accounts.entries(account);
            BigDecimal billed = BigDecimal.ZERO;
            BigDecimal listed = BigDecimal.ZERO;
            for (Map<String, String> row : table(lines(account, "focus"))) {
                assertThat(row.get("BillingPeriodStart")).isNotEmpty();
                assertThat(row.get("ChargeCategory"))
                        .isIn("Usage", "Purchase", "Credit", "Adjustment");
                billed = billed.add(new BigDecimal(row.get("BilledCost")));
                BigDecimal used = row.get("ChargeCategory").equals("Usage")
                        ? new BigDecimal(row.get("ListCost")) : BigDecimal.ZERO;
                listed = listed.add(used);
                // Not in sum: what is given back without a request makes it less than nothing.
                assertThat(new BigDecimal(row.get("EffectiveCost"))).isEqualByComparingTo(
                        BOUGHT.contains(row.get("x_GrantKind")) ? used : BigDecimal.ZERO);
            }
            assertThat(billed).isEqualByComparingTo(usd(
                    flow(journal, Pool.PAYMENTS).negated().minus(flow(journal, Pool.REFUNDS))
                            .minus(flow(journal, Pool.CHARGEBACKS))));
            assertThat(listed).isEqualByComparingTo(usd(flow(journal, Pool.USAGE)));
        }
    }

    @Test void each_movement_in_the_period_is_a_line_of_csv(@Seed long seed) {
        serve(seed);
        String account = accounts.names().iterator().next();
        List<Posting> all = postings(accounts.entries(account));
        if (all.isEmpty()) {
            return;
        }
        long from = all.get(all.size() / 2).effectiveAt();
        String query = "csv&from=" + UtcTime.format(from);

        List<Map<String, String>> table = table(lines(account, query));

        assertThat(table).hasSize((int) all.stream()
                .filter(p -> p.effectiveAt() >= from).count());
        assertThat(table).allMatch(row -> row.get("account_id").equals(account));
    }

    @Test void an_unknown_format_is_refused() {
        serve(1);
        String path = "/v1/accounts/" + accounts.names().iterator().next() + "/export";

        assertThatThrownBy(() -> api.get(path + "?format=pdf")).isInstanceOf(Problem.class)
                .hasMessage("format is \"pdf\": must be one of csv, jsonl, focus.");
        assertThatThrownBy(() -> api.get(path)).isInstanceOf(Problem.class)
                .hasMessageContaining("must be one of csv, jsonl, focus.");
    }

    private List<String> lines(String account, String query) {
        return ReadAccounts.text(api.get("/v1/accounts/" + account + "/export?format=" + query))
                .lines().toList();
    }

    private static List<Posting> postings(List<WrittenEntry> journal) {
        return journal.stream().flatMap(e -> e.postings().stream()).toList();
    }

    /** The sum of what enters a pool less what leaves it. */
    private static Sum flow(List<WrittenEntry> journal, Pool pool) {
        Sum sum = Sum.ZERO;
        for (Posting p : postings(journal)) {
            sum = p.to() == pool ? sum.plus(p.amountNanos())
                    : p.from() == pool ? sum.plus(-p.amountNanos()) : sum;
        }
        return sum;
    }

    private static BigDecimal usd(Sum sum) {
        return new BigDecimal(sum.plain());
    }

    /** No name of the generator has a comma or a quote in it, but for the tags. */
    private static List<Map<String, String>> table(List<String> lines) {
        String[] heads = lines.get(0).split(",");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            assertThat(cells).hasSameSizeAs(heads);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < heads.length; i++) {
                row.put(heads[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
