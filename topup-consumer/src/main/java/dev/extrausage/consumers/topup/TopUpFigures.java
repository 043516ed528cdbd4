package dev.extrausage.consumers.topup;

import dev.extrausage.operations.Meters;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Figures of this process's top-ups, for the operations port. It outlives a session.
 * Safe for use by several threads.
 */
public final class TopUpFigures {
    /** A processor may have many codes of its own: those after so many are {@value #OTHER}. */
    static final int MOST_CODES = 64;
    static final String OTHER = "other";
    private static final double NANOS_PER_USD = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Map<String, LongAdder> declines = new ConcurrentHashMap<>();
    private final LongAdder charges = new LongAdder();
    private final LongAdder chargedNanos = new LongAdder();
    /** Of the session that runs; null while none does. */
    private volatile TopUpShares shares;

    /** Nothing counted yet; there is a sample of each family all the same. */
    public TopUpFigures() {
        declines.put(OTHER, new LongAdder());
    }

    /** Adds them to a process's figures; {@code clock} is the consumers' time. */
    public void bind(Meters meters, InstantSource clock) {
        meters.counter("extra_usage_charges", "Charges of cards that were paid", charges::sum);
        meters.counter("extra_usage_charged_usd", "Money that cards were charged",
                () -> chargedNanos.sum() / NANOS_PER_USD);
        meters.counters("extra_usage_declines", "Top-ups declined, by the consumer or by the card"
                + " processor; at most 64 codes, the others are other", List.of("code"),
                this::declinesByCode);
        meters.gauges("extra_usage_top_ups", "Top-ups remembered, by how far they are",
                List.of("state"), this::topUps);
        meters.gauge("extra_usage_top_up_oldest_unanswered_seconds", "The age of the oldest top-up"
                + " that the card processor has not decided; 0 without one",
                () -> oldestUnanswered(clock.millis()));
    }

    /** A session's partitions are followed from now on; null: it has ended. */
    void follow(TopUpShares now) {
        shares = now;
    }

    /** A card was charged. */
    void charged(long nanos) {
        charges.increment();
        chargedNanos.add(nanos);
    }

    /** A top-up was declined. */
    void declined(String code) {
        String counted = declines.containsKey(code) || declines.size() < MOST_CODES ? code : OTHER;
        declines.computeIfAbsent(counted, any -> new LongAdder()).increment();
    }

    /** Declines by their code. */
    Map<List<String>, Double> declinesByCode() {
        Map<List<String>, Double> all = new LinkedHashMap<>();
        declines.forEach((code, count) -> all.put(List.of(code), (double) count.sum()));
        return all;
    }

    private Map<List<String>, Double> topUps() {
        TopUpShares now = shares;
        Map<List<String>, Double> all = new LinkedHashMap<>();
        for (TopUp.Stage stage : TopUp.Stage.values()) {
            all.put(List.of(stage.name().toLowerCase(Locale.ROOT)),
                    now == null ? Double.NaN : now.count(stage));
        }
        return all;
    }

    private double oldestUnanswered(long now) {
        TopUpShares followed = shares;
        if (followed == null) {
            return Double.NaN;
        }
        long since = followed.oldestUnanswered();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, now - since) / MILLIS_PER_SECOND;
    }
}
