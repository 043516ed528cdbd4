package dev.extrausage.api.operations;

import dev.extrausage.operations.Meters;
import dev.extrausage.view.ReadModel;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The figures of the read model, for the operations port. */
public final class ReadModelMeters {
    private static final double MILLIS_PER_SECOND = 1e3;

    private ReadModelMeters() {}

    /** Adds them to a process's. */
    public static void bind(Meters meters, ReadModel model, InstantSource clock) {
        meters.counter("extra_usage_view_entries_folded",
                "Entries folded into the read model by this process", model::entriesFolded);
        meters.gauges("extra_usage_view_age_seconds", "The age of what the read model knows;"
                + " absent for a partition that was never folded to its end",
                List.of("partition"), () -> ages(model, clock.millis()));
        meters.gauge("extra_usage_view_ready",
                "1 once every partition was folded to its end", () -> model.isReady() ? 1 : 0);
    }

    private static Map<List<String>, Double> ages(ReadModel model, long now) {
        Map<List<String>, Double> ages = new HashMap<>();
        model.knownAt().forEach((partition, known) -> ages.put(
                List.of(Integer.toString(partition)), known == 0 ? Double.NaN
                        : Math.max(0, now - known) / MILLIS_PER_SECOND));
        return ages;
    }
}
