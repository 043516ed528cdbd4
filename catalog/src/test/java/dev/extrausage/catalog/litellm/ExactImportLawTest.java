package dev.extrausage.catalog.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import dev.extrausage.core.Seed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Law: a price written as costs per token, in any notation of JSON, is imported exactly. */
class ExactImportLawTest {
    private static final int CASES = 500;
    private static final int PICO_DECIMALS = 12;
    private static final CatalogVersion BASE = CatalogFile.defaultCatalog().versions().get(0);

    @Test void every_price_survives_being_listed_and_imported(@Seed long seed) {
        Random random = new Random(seed);
        Map<String, Price> models = new LinkedHashMap<>();
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < CASES; i++) {
            long thousands = 1 + random.nextInt(999_999);
            Price price = price(random, random.nextBoolean()
                    ? new LongContext(thousands * 1000, price(random, null)) : null);
            models.put("m" + i, price);
            json.append(i == 0 ? "" : ",")
                    .append("\"m").append(i).append("\": {\"mode\": \"chat\"");
            costs(json, random, price, "");
            if (price.longContext() != null) {
                costs(json, random, price.longContext().price(),
                        "_above_" + thousands + "k_tokens");
            }
            json.append('}');
        }
        byte[] utf8 = json.append('}').toString().getBytes(StandardCharsets.UTF_8);

        CatalogVersion version = LiteLlmImport.run("p.json", utf8, null, BASE, "new",
                BASE.effectiveFrom() + 1).version();

        models.forEach((model, price) ->
                assertThat(version.prices().price(model)).as(model).isEqualTo(price));
    }

    private static Price price(Random random, LongContext longContext) {
        return new Price(pico(random), pico(random), pico(random), pico(random), pico(random),
                longContext);
    }

    private static long pico(Random random) {
        return random.nextInt(20) == 0 ? Price.MAX_PICO_PER_TOKEN
                : random.nextLong(1L << random.nextInt(43));
    }

    private static void costs(StringBuilder json, Random random, Price price, String suffix) {
        cost(json, random, "input_cost_per_token" + suffix, price.inputPico());
        cost(json, random, "output_cost_per_token" + suffix, price.outputPico());
        cost(json, random, "cache_creation_input_token_cost" + suffix, price.cacheWritePico());
        cost(json, random, "cache_creation_input_token_cost_above_1hr" + suffix,
                price.cacheWrite1hPico());
        cost(json, random, "cache_read_input_token_cost" + suffix, price.cacheReadPico());
    }

    private static void cost(StringBuilder json, Random random, String key, long pico) {
        BigDecimal usd = BigDecimal.valueOf(pico, PICO_DECIMALS);
        String text = switch (random.nextInt(4)) {
            case 0 -> usd.toPlainString();
            case 1 -> usd.stripTrailingZeros().toString();
            case 2 -> usd.stripTrailingZeros().toEngineeringString().replace('E', 'e');
            default -> pico + "e-12";
        };
        json.append(", \"").append(key).append("\": ").append(text);
    }
}
