package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure of a statement is the API's: balances, flows, what was used, every movement. */
@InChromium
class StatementFiguresTest {
    private static final Map<String, String> FLOWS = Map.of(
            "PLAN>ALLOWANCE", "Allowance of the plan", "PAYMENTS>EXTRA_USAGE", "Credit bought",
            "PROMOTIONS>EXTRA_USAGE", "Credit given", "ALLOWANCE>USAGE", "Usage",
            "EXTRA_USAGE>USAGE", "Usage", "USAGE>ALLOWANCE", "Usage given back",
            "USAGE>EXTRA_USAGE", "Usage given back",
            "UNCOVERED>USAGE", "Usage covered by nobody");
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
    void money_in_and_out_is_the_sum_of_flows(Visitors visitors) {
        for (Customer customer : List.of(rich, broke)) {
            JsonNode statement = statement(customer);
            List<List<String>> expected = new ArrayList<>();
            expected.add(balance("Opening balance", statement.get("opening")));
            flows(statement).forEach((name, sums) -> expected.add(List.of(name,
                    sums[0] == null ? "" : Usd.change(sums[0]),
                    sums[1] == null ? "" : Usd.change(sums[1]))));
            expected.add(balance("Closing balance", statement.get("closing")));
            Locator part = opened(visitors, customer);

            List<List<String>> shown =
                    ShownTable.of(part, "What came in and went out").rows();
            assertThat(shown).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(shown.get(0)).isEqualTo(expected.get(0));
            assertThat(part).containsText(
                    "Opening balance and every line add up to the closing balance.");
        }
    }

    private static List<String> balance(String name, JsonNode pools) {
        return List.of(name, Usd.shown(pools.get("allowance_left_usd")),
                Usd.shown(pools.get("extra_usage_usd")));
    }

    /** The effect of one name's flows on the allowance and on extra usage; null for none. */
    private static Map<String, BigDecimal[]> flows(JsonNode statement) {
        Map<String, BigDecimal[]> sums = new LinkedHashMap<>();
        for (JsonNode flow : statement.get("flows")) {
            for (int pool = 0; pool < 2; pool++) {
                BigDecimal moved = moved(flow, List.of("ALLOWANCE", "EXTRA_USAGE").get(pool));
                if (moved != null) {
                    BigDecimal[] row = sums.computeIfAbsent(name(flow), any -> new BigDecimal[2]);
                    row[pool] = row[pool] == null ? moved : row[pool].add(moved);
                }
            }
        }
        return sums;
    }

    private static BigDecimal moved(JsonNode flow, String pool) {
        BigDecimal amount = new BigDecimal(flow.get("amount_usd").asText());
        return flow.get("to").asText().equals(pool) ? amount
                : flow.get("from").asText().equals(pool) ? amount.negate() : null;
    }

    private static String name(JsonNode flow) {
        return FLOWS.get(flow.get("from").asText() + ">" + flow.get("to").asText());
    }

    @Test
    void usage_is_told_by_app_model_member_and_session(Visitors visitors) {
        for (Customer customer : List.of(rich, broke)) {
            JsonNode used = statement(customer).get("usage");
            Locator part = opened(visitors, customer);
            assertUsed(used, part, "app", "App");
            assertUsed(used, part, "model", "Model");
            if (customer == rich) {
                assertUsed(used, part, "member", "Member");
                part.getByText("By session (").click();
                assertUsed(used, part, "session", "Session");
            }
        }
    }

    private static void assertUsed(JsonNode used, Locator part, String kind, String caption) {
        boolean withUncovered = !used.at("/total/uncovered_usd").asText().equals("0");
        List<List<String>> expected = new ArrayList<>();
        used.get("by_" + kind).forEach(one -> expected.add(sums(
                one.get(kind).asText("Without a name"), one, "", withUncovered)));
        if (!used.at("/given_back/cost_usd").asText().equals("0")) {
            expected.add(sums("Given back", used.get("given_back"), "-", withUncovered));
        }
        expected.add(sums("Total", used.get("total"), "", withUncovered));

        assertThat(ShownTable.of(part, caption).rows()).isEqualTo(expected);
    }

    private static List<String> sums(
            String name, JsonNode row, String sign, boolean withUncovered) {
        List<String> shown = new ArrayList<>(List.of(name, signed(sign, row.get("cost_usd")),
                signed(sign, row.get("allowance_usd")), signed(sign, row.get("extra_usage_usd"))));
        if (withUncovered) {
            shown.add(signed(sign, row.get("uncovered_usd")));
        }
        shown.add(sign.isEmpty() ? Usd.count(row.get("requests").longValue()) : "");
        return shown;
    }

    private static String signed(String sign, JsonNode usd) {
        return usd.asText().equals("0") ? Usd.shown(usd) : sign + Usd.shown(usd);
    }

    @Test
    void every_movement_is_listed_with_the_balances_after_it(Visitors visitors) {
        JsonNode movements = statement(rich).get("movements");
        List<List<String>> expected = new ArrayList<>();
        movements.forEach(one -> expected.add(List.of(
                AmericanTime.moment(one.get("effective_at")),
                (name(one) + " " + about(one)).strip(), amount(one),
                Usd.shown(one.get("allowance_left_usd")),
                Usd.shown(one.get("extra_usage_usd")))));
        Locator part = opened(visitors, rich);
        String title = "All " + movements.size() + " movements";
        part.getByText(title).click();

        assertThat(ShownTable.of(part, title).rows()).isEqualTo(expected);
    }

    private static String about(JsonNode movement) {
        return movement.hasNonNull("app")
                ? movement.get("app").asText() + " · " + movement.get("model").asText() : "";
    }

    private static String amount(JsonNode movement) {
        BigDecimal allowance = moved(movement, "ALLOWANCE");
        BigDecimal extra = moved(movement, "EXTRA_USAGE");
        return allowance != null ? Usd.change(allowance)
                : extra != null ? Usd.change(extra) : Usd.shown(movement.get("amount_usd"));
    }

    private static JsonNode statement(Customer customer) {
        return customer.get("/statement?cycle=" + customer.cycle()).at("/statements/0");
    }

    private static Locator opened(Visitors visitors, Customer customer) {
        return visitors.customer(customer).at(customer.page("/statements/" + customer.cycle()))
                .settled().part("extra-usage-statements");
    }
}
