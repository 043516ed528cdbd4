package dev.extrausage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Money;
import dev.extrausage.core.Price;
import dev.extrausage.core.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Law: a decimal is read as exactly the integer it was written from (M2). */
class ExactDecimalLawTest {
    private static final int CASES = 5000;

    @Test void every_price_and_amount_survives_being_written_and_read(@Seed long seed) {
        Random random = new Random(seed);
        long[][] picos = new long[CASES][5];
        long[] nanos = new long[CASES];
        StringBuilder models = new StringBuilder();
        StringBuilder plans = new StringBuilder();
        for (int i = 0; i < CASES; i++) {
            String[] written = new String[5];
            for (int j = 0; j < written.length; j++) {
                picos[i][j] = upTo(random, Price.MAX_PICO_PER_TOKEN);
                written[j] = decimal(random, picos[i][j], 6);
            }
            models.append("      m%s: {input: %s, output: %s, cache_write: %s, cache_write_1h: %s, "
                    .formatted(i, written[0], written[1], written[2], written[3]))
                    .append("cache_read: ").append(written[4]).append("}\n");
            nanos[i] = upTo(random, Money.MAX_AMOUNT_NANOS);
            plans.append("      p%s: {allowance_usd: %s, extra_usage: true}\n"
                    .formatted(i, decimal(random, nanos[i], 9)));
        }
        CatalogVersion read = CatalogText.defaultText()
                .with("      claude-opus-4-5:", models + "      claude-opus-4-5:")
                .with("      free:", plans + "      free:").onlyVersion();
        for (int i = 0; i < CASES; i++) {
            assertThat(read.prices().price("m" + i)).as("model %d", i).isEqualTo(
                    new Price(picos[i][0], picos[i][1], picos[i][2], picos[i][3], picos[i][4]));
            assertThat(read.plans().get("p" + i).allowanceNanos())
                    .as("plan %d", i).isEqualTo(nanos[i]);
        }
    }

    /** 0 to {@code most}, small numbers as likely as large ones. */
    private static long upTo(Random random, long most) {
        long bound = 1L << random.nextInt(64 - Long.numberOfLeadingZeros(most));
        return random.nextInt(50) == 0 ? most : random.nextLong(Math.min(bound, most) + 1);
    }

    /** {@code units} of 10^-{@code decimals}, with or without trailing zeros. */
    private static String decimal(Random random, long units, int decimals) {
        String digits = "0".repeat(decimals) + units;
        int point = digits.length() - decimals;
        String whole = digits.substring(0, point).replaceFirst("^0+(?=.)", "");
        String fraction = digits.substring(point);
        while (fraction.endsWith("0") && random.nextInt(4) > 0) {
            fraction = fraction.substring(0, fraction.length() - 1);
        }
        return fraction.isEmpty() ? whole : whole + "." + fraction;
    }
}
