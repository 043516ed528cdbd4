package dev.extrausage.journal.reports.explain;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.reports.Sum;
import java.time.Duration;
import java.util.Locale;

/** Amounts, times, counts and names as all sentences write them. */
public final class Phrases {
    private Phrases() {}

    /** {@code $20}, {@code -$0.50}: an amount of nano-USD. */
    public static String usd(long nanos) {
        return Sum.of(nanos).toString();
    }

    /** An instant in milliseconds since 1970, as ISO-8601 in UTC. */
    public static String at(long millis) {
        return UtcTime.format(millis);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seats(long seats) {
        return count(seats) + (seats == 1 ? " seat" : " seats");
    }

    static String hours(long millis) {
        Duration duration = Duration.ofMillis(millis);
        return duration.equals(Duration.ofHours(duration.toHours()))
                ? duration.toHours() + " hours" : duration.toString();
    }

    /** {@code goodwill credit g1}. */
    static String credit(GrantKind kind, String grantId) {
        if (kind == null) {
            return "credit " + grantId;
        }
        return switch (kind) {
            case PURCHASE -> "bought credit " + grantId;
            case AUTO_RELOAD -> "auto-reload credit " + grantId;
            case GOODWILL -> "goodwill credit " + grantId;
            case STARTER -> "the starter credit";
            case REVERSAL -> "reversal credit " + grantId;
        };
    }

    static String credit(Moved moved) {
        return credit(moved.kind(), moved.posting().grantId());
    }

    static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
