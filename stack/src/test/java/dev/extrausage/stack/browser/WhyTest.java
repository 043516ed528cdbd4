package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each line of the history opens to why it was so, in the API's words and figures. */
@InChromium
class WhyTest {
    /** The entry of each reason, by what it is. */
    private static final Map<String, JsonNode> ENTRIES = new LinkedHashMap<>();
    private static Customer anna;

    @BeforeAll
    static void make(ServedStack stack) {
        anna = stack.newCustomer("anna");
        Instant soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        anna.bySupport("/credits", ServedStack.object().put("amount_usd", "7")
                .put("expires_at", soon.toString()));
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "5"));
        ENTRIES.put("expired", stack.await("the expiry", () -> Stream.of("TimePassed", "Usage")
                .map(type -> anna.get("/entries?type=" + type).at("/entries/0"))
                .filter(entry -> entry.has("sequence")).findFirst().orElse(null)));
        ENTRIES.put("plan", anna.entryOf(anna.uses(19)));
        JsonNode overflow = anna.entryOf(anna.uses(2));
        ENTRIES.put("overflow", overflow);
        ENTRIES.put("third-party", anna.entryOf(anna.uses("cursor", 1)));
        ENTRIES.put("uncovered", anna.entryOf(anna.uses("cursor", 30)));
        String reversed = anna.bySupport("/entries/" + overflow.get("sequence") + "/reverse",
                ServedStack.object()).at("/event_id").asText();
        ENTRIES.put("reversed", reversed.isEmpty()
                ? anna.get("/entries?type=UsageReversed").at("/entries/0")
                : anna.entryOf(reversed));
    }

    @Test
    void every_kind_of_entry_says_why(Visitors visitors) {
        Visitor visitor = visitors.customer(anna);

        ENTRIES.forEach((kind, entry) -> {
            JsonNode whole = anna.get("/entries/" + entry.get("sequence"));
            Locator line = visitor.part("#entry-" + entry.get("sequence"));
            assertThat(line).containsText(entry.get("summary").asText());
            line.getByRole(AriaRole.BUTTON).first().click();
            Locator why = line.locator("extra-usage-why");
            whole.get("why").forEach(sentence -> assertThat(why).containsText(sentence.asText()));
            whole.path("postings").forEach(posting -> assertThat(why)
                    .containsText(Usd.shown(posting.get("amount_usd"))));
            assertThat(why.getByRole(AriaRole.TABLE,
                    new Locator.GetByRoleOptions().setName("Before and after")))
                    .containsText(Usd.shown(whole.at("/after/extra_usage_usd")));
            if (whole.path("price").has("cost_usd")) {
                assertThat(why.getByRole(AriaRole.TABLE,
                        new Locator.GetByRoleOptions().setName("Price of")))
                        .containsText(Usd.shown(whole.at("/price/cost_usd")));
            }
        });
    }

    @Test
    void the_kinds_are_what_the_journal_says_they_are() {
        assertThat(ENTRIES.get("plan").get("from_allowance_usd").asText()).isEqualTo("19");
        assertThat(ENTRIES.get("overflow").get("from_extra_usage_usd").asText()).isEqualTo("1");
        assertThat(ENTRIES.get("third-party").get("from_extra_usage_usd").asText())
                .isEqualTo("1");
        assertThat(ENTRIES.get("uncovered").get("uncovered_usd").asText()).isNotEqualTo("0");
        assertThat(ENTRIES.get("reversed").get("type").asText()).isEqualTo("UsageReversed");
        assertThat(ENTRIES.get("expired").get("type").asText()).isEqualTo("TimePassed");
    }

    @Test
    void a_link_leads_to_one_entry_wherever_it_stands(Visitors visitors) {
        JsonNode entry = anna.get("/entries/" + ENTRIES.get("plan").get("sequence"));
        Visitor visitor = visitors.customer(anna)
                .at(anna.page("/entries/" + entry.get("sequence")));

        assertThat(visitor.part("extra-usage-why").first())
                .containsText(entry.at("/why/0").asText());
    }
}
