package dev.extrausage.catalog.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.catalog.VersionYaml;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices from LiteLLM's form become a catalog version, exactly or with a remark. */
class LiteLlmImportTest {
    private static final CatalogVersion BASE = CatalogFile.defaultCatalog().versions().get(0);
    private static final long FROM = UtcTime.parse("time", "2026-07-01T00:00:00Z");

    @Test void costs_per_token_become_prices_per_million() {
        PriceBook prices = sample("anthropic").version().prices();

        assertThat(prices.price("claude-haiku-5"))
                .isEqualTo(new Price(1_200_000, 6_000_000, 1_500_000, 2_400_000, 120_000));
        assertThat(prices.price("claude-opus-4-5"))
                .isEqualTo(BASE.prices().price("claude-opus-4-5"));
        assertThat(prices.unitPrice("web_search")).isEqualTo(10_000_000_000L);
    }

    @Test void costs_above_a_threshold_become_a_long_context() {
        assertThat(sample("gemini").version().prices().price("gemini-pro").longContext()).isEqualTo(
                new LongContext(128_000,
                        new Price(2_500_000, 15_000_000, 2_500_000, 2_500_000, 625_000)));
        assertThat(sample("anthropic").version().prices().price("claude-sonnet-4-5"))
                .isEqualTo(BASE.prices().price("claude-sonnet-4-5"));
    }

    @Test void everything_but_the_prices_is_the_bases() {
        CatalogVersion version = sample(null).version();

        assertThat(version.version()).isEqualTo("new");
        assertThat(version.effectiveFrom()).isEqualTo(FROM);
        assertThat(version.plans()).isEqualTo(BASE.plans());
        assertThat(version.topUp()).isEqualTo(BASE.topUp());
        assertThat(version.prices().serviceTiers()).isEqualTo(BASE.prices().serviceTiers());
        assertThat(version.prices().aliases()).isEqualTo(BASE.prices().aliases());
        assertThat(sample("anthropic").kept()).containsExactly("claude-haiku-4-5");
        assertThat(version.prices().price("claude-haiku-4-5"))
                .isEqualTo(BASE.prices().price("claude-haiku-4-5"));
    }

    @Test void the_new_version_is_read_back_from_its_yaml() {
        CatalogVersion version = sample(null).version();
        String yaml = String.join("\n", VersionYaml.catalogOf(version));

        assertThat(CatalogFile.read("new.yaml", yaml.getBytes(StandardCharsets.UTF_8)).versions())
                .containsExactly(version);
    }

    @Test void whatever_is_not_exact_is_listed() {
        assertThat(sample(null).remarks()).extracting(Remark::toString).containsExactly(
                "claude-sonnet-4-5 has no "
                        + "cache_creation_input_token_cost_above_1hr_above_200k_tokens: "
                        + "the base's price stays, $12 per million tokens",
                "claude-haiku-5 has prices for _priority, which are not carried over: the base has"
                        + " no service tier priority",
                "claude-batchy has prices for _batches that are not 0.5 times the others, as"
                        + " service tier batch makes them: "
                        + "input_cost_per_token_batches is $0.6 per million"
                        + " tokens, not $0.5",
                "claude-batchy has costs that the catalog has no place for:"
                        + " output_cost_per_reasoning_token",
                "claude-no-cache is left out: it has no cache_creation_input_token_cost,"
                        + " cache_creation_input_token_cost_above_1hr,"
                        + " cache_read_input_token_cost",
                "claude-too-fine is left out: cache_read_input_token_cost is $0.00000123456789 per"
                        + " million tokens, with more than 6 decimals",
                "gemini-pro has a long_context above 128000 input tokens, not above 200000",
                "two-tiers is left out: it has prices above [128000, 272000] tokens, and the"
                        + " catalog has one long_context",
                "\"free model\" is left out: its name is \"free model\": must be 1 to 128 visible"
                        + " ASCII characters ('!' to '~')",
                "dall-e-3 is left out: it has no input_cost_per_token,"
                        + " output_cost_per_token,"
                        + " cache_creation_input_token_cost,"
                        + " cache_creation_input_token_cost_above_1hr,"
                        + " cache_read_input_token_cost",
                "twin is left out: another model's name differs from it by capitals only, and has"
                        + " another price",
                "gratis is free: its input and output cost nothing",
                "words is left out: input_cost_per_token is cheap, no cost in USD;"
                        + " output_cost_per_token is -1e-06, no cost in USD;"
                        + " it has no input_cost_per_token, output_cost_per_token,"
                        + " cache_creation_input_token_cost,"
                        + " cache_creation_input_token_cost_above_1hr,"
                        + " cache_read_input_token_cost",
                "gemini-pro has web searches at $0.035, and the catalog has one price for all"
                        + " models: $0.01");
    }

    @Test void an_alias_priced_otherwise_becomes_a_model_of_its_own() {
        LiteLlmImport.Result result = run("""
                {"claude-sonnet-4-5-20250929": {"input_cost_per_token": 1e-6,
                 "output_cost_per_token": 2e-6, "cache_creation_input_token_cost": 3e-6,
                 "cache_creation_input_token_cost_above_1hr": 4e-6,
                 "cache_read_input_token_cost": 5e-6}}""");

        assertThat(result.version().prices().aliases()).isEmpty();
        assertThat(result.version().prices().models().get("claude-sonnet-4-5-20250929"))
                .isEqualTo(new Price(1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000));
        assertThat(result.remarks()).extracting(Remark::toString).containsExactly(
                "claude-sonnet-4-5-20250929 is priced by the list, and no longer another name of "
                        + "claude-sonnet-4-5");
    }

    @Test void a_model_left_out_keeps_its_older_price() {
        LiteLlmImport.Result result = run("""
                {"Claude-Haiku-4-5": {"input_cost_per_token": 1e-13,
                 "output_cost_per_token": 2e-6}}""");

        assertThat(result.version().prices()).isEqualTo(BASE.prices());
        assertThat(result.remarks()).singleElement().extracting(Remark::toString).asString()
                .startsWith("Claude-Haiku-4-5 is left out: input_cost_per_token is $0.0000001 per")
                .endsWith("; it stays as version 2026-01 has it");
    }

    @Test void models_that_differ_only_by_capitals_are_one_or_none() {
        PriceBook prices = sample("other").version().prices();

        assertThat(prices.price("twin")).isNull();
        LiteLlmImport.Result alike = run(one("Twin") + "," + one("TWIN"));
        assertThat(alike.version().prices().price("twin").inputPico()).isEqualTo(1_000_000);
        assertThat(alike.remarks()).isEmpty();
    }

    @Test void a_web_search_price_shared_by_all_models_is_taken() {
        String search = one("a").replace("}", ", \"search_context_cost_per_query\": {%s}}");
        LiteLlmImport.Result shared = run(search.formatted("\"x\": 0.0250"));
        assertThat(shared.version().prices().unitPrice("web_search"))
                .isEqualTo(25_000_000_000L);

        LiteLlmImport.Result several = run(search.formatted("\"x\": 0.02, \"y\": 0.03"));
        assertThat(several.version().prices().unitPrice("web_search")).isEqualTo(10_000_000_000L);
        assertThat(several.remarks()).extracting(Remark::toString).containsExactly(
                "a has web searches at $0.02 or $0.03, and the catalog has one price for all "
                        + "models: $0.01");

        LiteLlmImport.Result fine = run(search.formatted("\"x\": 0.0250001"));
        assertThat(fine.remarks()).extracting(Remark::toString).containsExactly(
                "a has web searches at $0.0250001, and the catalog has one price for all models: "
                        + "$0.01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0.00001          | 10000000
            1E-5             | 10000000
            1.0000e-05       | 10000000
            1e-12            | 1
            10               | 10000000000000
            0                | 0
            """)
    void a_number_is_exact_however_it_is_written(String cost, long pico) {
        assertThat(run(one("m").replace("1e-6", cost)).version().prices().price("m").inputPico())
                .isEqualTo(pico);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                   | must be a JSON object with the models
            `{"a": {}, "a": {}}`                 | duplicate key
            {                                    | expected
            `[[[[[[[[[[`                         | expected
            """)
    void a_file_that_is_no_price_list_is_refused(String text, String reason) {
        assertThatThrownBy(() -> LiteLlmImport.run("p.json", text.getBytes(StandardCharsets.UTF_8),
                null, BASE, "new", FROM))
                .isInstanceOf(NotAPriceList.class).hasMessageStartingWith("p.json is not a price")
                .hasMessageContaining(reason);
    }

    @Test void deep_nesting_is_refused() {
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> LiteLlmImport.run("p.json", deep, null, BASE, "new", FROM))
                .isInstanceOf(NotAPriceList.class)
                .hasMessage("p.json is nested more than 100 deep.");
    }

    @Test void tabs_and_escapes_of_json_are_read() {
        String json = "{\n\t\"a\\/b\":\t" + one("m").substring(one("m").indexOf(':') + 1) + "\n}";
        assertThat(run(json.substring(1, json.length() - 1)).version().prices().models())
                .containsKey("a/b");
    }

    private static String one(String model) {
        return "\"" + model + "\": {\"input_cost_per_token\": 1e-6, "
                + "\"output_cost_per_token\": 2e-6, \"cache_creation_input_token_cost\": 2e-6, "
                + "\"cache_creation_input_token_cost_above_1hr\": 2e-6, "
                + "\"cache_read_input_token_cost\": 2e-6}";
    }

    private static LiteLlmImport.Result run(String json) {
        String whole = json.startsWith("{") ? json : "{" + json + "}";
        return LiteLlmImport.run("p.json", whole.getBytes(StandardCharsets.UTF_8), null, BASE,
                "new", FROM);
    }

    private static LiteLlmImport.Result sample(String provider) {
        try (InputStream in = LiteLlmImportTest.class.getResourceAsStream("model_prices.json")) {
            return LiteLlmImport.run(
                    "model_prices.json", in.readAllBytes(), provider, BASE, "new", FROM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
