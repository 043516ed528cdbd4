package dev.extrausage.benchmarks.report;

import java.util.Locale;

/** Numbers as they are printed: as many digits as mean something. */
public final class Figure {
    private Figure() {}

    /** With thousands set apart and no fraction, as in {@code 158,000}. */
    public static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** With so many digits after the point. */
    public static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** As {@code 0.63 (0.61 to 0.66)}: the median, the least and the greatest. */
    public static String ratio(Spread spread) {
        return decimal(spread.median(), 2) + " (" + decimal(spread.min(), 2) + " to "
                + decimal(spread.max(), 2) + ")";
    }
}
