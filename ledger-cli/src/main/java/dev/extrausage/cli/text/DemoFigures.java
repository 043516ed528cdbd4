package dev.extrausage.cli.text;

import dev.extrausage.core.Money;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Figures as short as a table wants them; the journal has them exactly. */
final class DemoFigures {
    private static final long CENT = Money.NANOS_PER_USD / 100;
    private static final int BAR = 5;
    private static final long LONG = 365;

    private DemoFigures() {}

    /** {@code $3.07}; from a hundred on whole dollars; nothing for nothing. */
    static String usd(long nanos) {
        if (nanos == 0) {
            return "-";
        }
        long cents = nanos / CENT;
        return cents >= 10_000 ? String.format(Locale.ROOT, "$%,d", cents / 100)
                : String.format(Locale.ROOT, "$%d.%02d", cents / 100, cents % 100);
    }

    /** {@code $60 (3)}: how much, and how often. */
    static String lots(long nanos, int count) {
        return count == 0 ? "-" : String.format(
                Locale.ROOT, "$%,d (%d)", nanos / Money.NANOS_PER_USD, count);
    }

    static String count(long count) {
        return count == 0 ? "-" : String.format(Locale.ROOT, "%,d", count);
    }

    /** The part of it that is used, as a bar and in percent. */
    static String used(long wholeNanos, long leftNanos) {
        if (wholeNanos == 0) {
            return "";
        }
        long cents = (wholeNanos - leftNanos) / CENT;
        long percent = cents * 100 / (wholeNanos / CENT);
        int full = (int) ((percent * BAR + 50) / 100);
        return "█".repeat(full) + "░".repeat(BAR - full)
                + String.format(Locale.ROOT, "%4d%%", percent);
    }

    /** {@code 12 d}; empty where nothing is drawn. */
    static String days(Optional<Duration> lasts) {
        if (lasts.isEmpty()) {
            return "";
        }
        long days = lasts.get().toDays();
        return days > LONG ? "> 1 y" : days > 0 ? days + " d" : lasts.get().toHours() + " h";
    }
}
