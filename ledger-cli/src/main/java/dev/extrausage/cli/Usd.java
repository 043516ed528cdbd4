package dev.extrausage.cli;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Money;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dollars as a person types them. */
final class Usd {
    private static final Pattern FORM = Pattern.compile("\\$?([0-9]{1,8})(?:\\.([0-9]{1,9}))?");
    private static final String NO_DIGITS = "000000000";

    private Usd() {}

    /**
     * Nano-USD of {@code 20}, {@code 12.50} or {@code $5}; throws {@link BadInput} naming
     * {@code what} for anything else, and unless it is above 0 and at most 10,000,000.
     */
    static long parse(String what, String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw BadInput.of(what, text, "US dollars, as 20 or 12.50");
        }
        String fraction = m.group(2) == null ? "" : m.group(2);
        long nanos = Long.parseLong(m.group(1)) * Money.NANOS_PER_USD
                + Long.parseLong((fraction + NO_DIGITS).substring(0, NO_DIGITS.length()));
        if (nanos == 0 || nanos > Money.MAX_AMOUNT_NANOS) {
            throw BadInput.of(what, text, "above 0, and at most 10000000");
        }
        return nanos;
    }
}
