package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure of "Where it went" is the API's: by day, app, session, member and model. */
@InChromium
class SpendingFiguresTest {
    private static final String[] KINDS_OF_TOKENS = {
        "input", "output", "cache_write", "cache_write_1h", "cache_read"};
    private static Customer rich;
    private static Customer broke;

    @BeforeAll
    static void make(ServedStack stack) {
        rich = RichAccount.make(stack, "rich");
        broke = stack.newCustomer("broke");
        broke.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "5"));
        broke.entryOf(broke.uses("cursor", 7));
        broke.entryOf(broke.uses(3));
    }

    @Test
    void figures_of_each_pool_are_the_periods_total(Visitors visitors) {
        for (Customer customer : List.of(rich, broke)) {
            Locator part = spending(visitors, customer);
            JsonNode report = usage(customer, "bucket=none");
            JsonNode total = report.get("total");
            List<String> expected = new ArrayList<>(List.of(Usd.shown(total.get("cost_usd")),
                    Usd.shown(total.get("from_allowance_usd")),
                    Usd.shown(total.get("from_extra_usage_usd"))));
            if (!total.get("uncovered_usd").asText().equals("0")) {
                expected.add(Usd.shown(total.get("uncovered_usd")));
            }
            assertThat(part.locator(".paid dd").allInnerTexts()).isEqualTo(expected);
            if (customer == rich) {
                assertThat(part).containsText(
                        Usd.shown(report.at("/given_back/cost_usd")) + " was given back");
            }
        }
    }

    @Test
    void each_day_shows_what_each_app_cost(Visitors visitors) {
        Locator part = spending(visitors, rich);
        Map<LocalDate, Map<String, BigDecimal>> days = new TreeMap<>(Comparator.reverseOrder());
        usage(rich, "bucket=day&group_by=app").get("buckets").forEach(bucket ->
                days.computeIfAbsent(LocalDate.parse(bucket.get("start").asText().substring(0, 10)),
                        any -> new TreeMap<>()).merge(bucket.at("/group/app").asText(),
                        decimal(bucket, "cost_usd"), BigDecimal::add));
        part.getByText("Show as a table").click();
        ShownTable table = ShownTable.of(part, part.locator("usage-chart").getAttribute("label"));
        List<String> apps = table.names().subList(2, table.names().size());
        List<List<String>> expected = new ArrayList<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        days.forEach((day, costs) -> {
            costs.forEach((app, cost) -> sums.merge(app, cost, BigDecimal::add));
            expected.add(row(AmericanTime.moment(day + "T00:00:00Z").replaceAll(", 12:00.*", ""),
                    costs, apps));
        });
        expected.add(row("Total", sums, apps));

        assertThat(days).hasSizeGreaterThan(7);
        assertThat(apps).containsExactlyInAnyOrder("claude.ai", "claude-code", "cursor");
        assertThat(table.rows()).isEqualTo(expected);
        assertThat(part.locator("usage-chart .legend .number").allInnerTexts())
                .isEqualTo(apps.stream().map(app -> shown(sums.get(app))).toList());
    }

    private static List<String> row(String day, Map<String, BigDecimal> costs, List<String> apps) {
        List<String> row = new ArrayList<>(List.of(day,
                shown(costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))));
        apps.forEach(app -> row.add(shown(costs.getOrDefault(app, BigDecimal.ZERO))));
        return row;
    }

    @Test
    void apps_and_members_show_their_sums(Visitors visitors) {
        for (Customer customer : List.of(rich, broke)) {
            Locator part = spending(visitors, customer);
            assertGroups(customer, part, "app", "App");
            choose(part, "Members");
            assertGroups(customer, part, "member", "Member");
        }
    }

    private static void assertGroups(Customer customer, Locator part, String kind, String name) {
        JsonNode report = usage(customer, "bucket=none&group_by=" + kind);
        boolean withUncovered = !report.at("/total/uncovered_usd").asText().equals("0");
        List<List<String>> expected = new ArrayList<>();
        dearest(report.get("buckets")).forEach(bucket -> expected.add(sums(
                bucket.at("/group/" + kind).asText("No " + kind), bucket, withUncovered)));
        expected.add(sums("Total", report.get("total"), withUncovered));

        assertThat(ShownTable.of(part, name).rows()).isEqualTo(expected);
    }

    @Test
    void sessions_show_their_sums_and_open_to_their_parts(Visitors visitors) {
        Locator part = spending(visitors, rich);
        choose(part, "Sessions");
        part.getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Show more sessions")).click();
        JsonNode sessions = usage(rich, "/sessions", "limit=200").get("sessions");
        List<List<String>> expected = new ArrayList<>();
        sessions.forEach(one ->
                expected.add(sums("▸ " + one.get("session_id").asText(), one, false)));
        part.locator("button.disclose").nth(sessions.size() - 1).waitFor();

        List<List<String>> shown = withoutTimes(ShownTable.of(part, "Sessions").rows());
        assertThat(shown).isEqualTo(expected);

        part.locator("button.disclose").first().click();
        dearest(sessions.at("/0/breakdown")).forEach(inner -> expected.add(
                expected.size() - sessions.size() + 1, sums(inner.get("app").asText() + " · "
                        + inner.get("model").asText(), inner, false)));
        assertThat(withoutTimes(ShownTable.of(part, "Sessions").rows())).isEqualTo(expected);
    }

    private static List<List<String>> withoutTimes(List<List<String>> rows) {
        return rows.stream().map(row -> row.subList(0, row.size() - 1)).toList();
    }

    @Test
    void models_show_what_the_same_work_costs_elsewhere(ServedStack stack, Visitors visitors) {
        Locator part = spending(visitors, rich);
        choose(part, "Models");
        part.getByLabel("The same work on").selectOption("claude-haiku-4-5");
        JsonNode haiku = haiku(stack.get("/v1/catalog", rich.key()));
        List<List<String>> expected = new ArrayList<>();
        JsonNode report = usage(rich, "bucket=none&group_by=model");
        dearest(report.get("buckets")).forEach(bucket -> expected.add(
                compared(bucket.at("/group/model").asText(), bucket, haiku)));
        expected.add(compared("Total", report.get("total"), haiku));

        assertThat(ShownTable.of(part, "Models").rows()).isEqualTo(expected);
    }

    private static JsonNode haiku(JsonNode catalog) {
        for (JsonNode model : catalog.get("models")) {
            if (model.get("model").asText().equals("claude-haiku-4-5")) {
                return model;
            }
        }
        throw new AssertionError("the catalog has no haiku: " + catalog);
    }

    private static List<String> compared(String name, JsonNode sums, JsonNode price) {
        BigDecimal other = BigDecimal.ZERO;
        for (String kind : KINDS_OF_TOKENS) {
            other = other.add(decimal(price, kind + "_usd").movePointLeft(6)
                    .multiply(decimal(sums, kind + "_tokens")));
        }
        BigDecimal cost = decimal(sums, "cost_usd");
        BigDecimal difference = other.subtract(cost);
        return List.of(name, shown(cost), shown(other), difference.signum() == 0 ? shown(difference)
                        : Usd.change(difference), Usd.count(sums.get("requests").longValue()),
                Usd.count(tokens(sums)));
    }

    private static Locator spending(Visitors visitors, Customer customer) {
        return visitors.customer(customer).settled().part("extra-usage-spending");
    }

    private static void choose(Locator part, String view) {
        part.getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName(view).setExact(true)).click();
    }

    private static JsonNode usage(Customer customer, String query) {
        return usage(customer, "/usage", query);
    }

    /** The API's answer for the 30 days that the page shows. */
    private static JsonNode usage(Customer customer, String path, String query) {
        return customer.get(path + "?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(29)
                + "T00:00:00Z&" + query);
    }

    private static List<JsonNode> dearest(JsonNode rows) {
        List<JsonNode> all = new ArrayList<>();
        rows.forEach(all::add);
        all.sort(Comparator.comparing((JsonNode row) -> decimal(row, "cost_usd")).reversed());
        return all;
    }

    private static List<String> sums(String name, JsonNode row, boolean withUncovered) {
        List<String> shown = new ArrayList<>(List.of(name, Usd.shown(row.get("cost_usd")),
                Usd.shown(row.get("from_allowance_usd")),
                Usd.shown(row.get("from_extra_usage_usd"))));
        if (withUncovered) {
            shown.add(Usd.shown(row.get("uncovered_usd")));
        }
        shown.add(Usd.count(row.get("requests").longValue()));
        shown.add(Usd.count(tokens(row)));
        return shown;
    }

    private static long tokens(JsonNode row) {
        long all = 0;
        for (String kind : KINDS_OF_TOKENS) {
            all += row.get(kind + "_tokens").longValue();
        }
        return all;
    }

    private static BigDecimal decimal(JsonNode json, String field) {
        return new BigDecimal(json.get(field).asText());
    }

    private static String shown(BigDecimal usd) {
        return Usd.shown(usd.toPlainString());
    }
}
