package dev.extrausage.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a decimal number into units of its last decimal, and writes it again: with six decimals
 * {@code 0.30} is 300,000. It goes from text to integer without a fraction in between, so every
 * value is exact (M2).
 */
final class Decimal {
    private static final Pattern PLAIN =
            Pattern.compile("(0|[1-9][0-9]{0,9})(?:\\.([0-9]{1,9}))?");
    /** So many digits always fit a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private Decimal() {}

    /**
     * Returns the units of 10^-{@code decimals} in {@code text}; null when it is no plain decimal,
     * has more decimals, or is not from {@code least} to {@code most}, both whole. {@code
     * decimals}: 0 to 9.
     */
    static Long units(String text, int decimals, long least, long most) {
        Matcher m = PLAIN.matcher(text);
        if (!m.matches()) {
            return null;
        }
        String fraction = m.group(2) == null ? "" : m.group(2);
        if (fraction.length() > decimals) {
            return null;
        }
        String digits = m.group(1) + fraction + "0".repeat(decimals - fraction.length());
        if (digits.length() > MAX_DIGITS) {
            return null;
        }
        long units = Long.parseLong(digits);
        long one = Long.parseLong("1" + "0".repeat(decimals));
        return units >= least * one && units <= most * one ? (Long) units : null;
    }

    /** Writes units of 10^-{@code decimals}, not negative, without zeros at the end. */
    static String text(long units, int decimals) {
        String digits = "0".repeat(decimals) + units;
        int point = digits.length() - decimals;
        String whole = digits.substring(0, point).replaceFirst("^0+(?=.)", "");
        String fraction = digits.substring(point).replaceFirst("0+$", "");
        return fraction.isEmpty() ? whole : whole + "." + fraction;
    }
}
