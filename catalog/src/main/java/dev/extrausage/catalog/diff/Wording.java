package dev.extrausage.catalog.diff;

import dev.extrausage.core.Money;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Amounts, counts, durations and times as people write them. */
final class Wording {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long MINUTE_MILLIS = 60_000L;
    private static final int FACTOR_DECIMALS =
            String.valueOf(PriceBook.FACTOR_ONE).length() - 1;
    private static final int UNIT_DECIMALS = 12;

    private Wording() {}

    /** An amount in nano-USD: {@code $20}. */
    static String usd(long nanos) {
        return Money.format(nanos);
    }

    /** Amounts in nano-USD, or {@code none}. */
    static String usd(List<Long> nanos) {
        return nanos.isEmpty() ? "none"
                : String.join(", ", nanos.stream().map(Money::format).toList());
    }

    /** A price in pico-USD per token, as USD per million tokens. */
    static String perMillion(long pico) {
        return Money.format(pico * 1000);
    }

    /** A price in pico-USD, as USD. */
    static String unit(long pico) {
        return "$" + BigDecimal.valueOf(pico, UNIT_DECIMALS).stripTrailingZeros().toPlainString();
    }

    /** A service tier's factor: {@code 0.5}. */
    static String factor(int tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, FACTOR_DECIMALS).stripTrailingZeros()
                .toPlainString();
    }

    /** A count with its thousands apart: {@code 200,000}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A duration in the largest unit that it is whole in: {@code 7 days}. */
    static String duration(long millis) {
        if (millis > DAY_MILLIS && millis % DAY_MILLIS == 0) {
            return millis / DAY_MILLIS + " days";
        }
        if (millis > 0 && millis % HOUR_MILLIS == 0) {
            return millis / HOUR_MILLIS + (millis == HOUR_MILLIS ? " hour" : " hours");
        }
        if (millis > 0 && millis % MINUTE_MILLIS == 0) {
            return millis / MINUTE_MILLIS + (millis == MINUTE_MILLIS ? " minute" : " minutes");
        }
        return millis == 0 ? "no time" : Duration.ofMillis(millis).toString();
    }

    /** An instant in UTC. */
    static String time(long millis) {
        return UtcTime.format(millis);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String and(Collection<String> parts) {
        List<String> all = List.copyOf(parts);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all)
                : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
    }
}
