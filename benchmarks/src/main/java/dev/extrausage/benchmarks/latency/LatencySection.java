package dev.extrausage.benchmarks.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.util.ArrayList;
import java.util.List;

/** Latency's part of the report. */
public final class LatencySection {
    private LatencySection() {}

    /** The part for what was found under these settings. */
    public static Section of(BenchSettings settings, LatencyRun.Found found) {
        return new Section("latency", json(settings, found), conditions(settings, found),
                List.of(table(settings, found)));
    }

    private static String conditions(BenchSettings settings, LatencyRun.Found found) {
        return "Broker and ledger in a JVM each, generator and reader in a third, all on this"
                + " machine; " + Figure.whole(settings.accounts()) + " accounts, "
                + settings.partitions() + " partitions, commits every "
                + settings.commitIntervalMillis() + " ms. 100 % is "
                + Figure.whole(found.maxPerSecond()) + " events/s, the most that came back as"
                + " entries with all of it running. From when an event was due to be sent,"
                + " whether or not it was, until a read_committed reader has its entry.";
    }

    private static Table table(BenchSettings settings, LatencyRun.Found found) {
        List<List<String>> rows = new ArrayList<>();
        for (LatencyResult r : found.loads()) {
            rows.add(List.of(r.percent() + " %", Figure.whole(r.perSecond()),
                    Figure.whole(r.events()), Figure.decimal(r.p50(), 1),
                    Figure.decimal(r.p99(), 1), Figure.decimal(r.p999(), 1),
                    Figure.decimal(r.max(), 1), Figure.decimal(intervals(settings, r), 2),
                    Long.toString(r.pauseMillis())));
        }
        return new Table("Latency, in milliseconds", List.of("load", "events/s", "events", "p50",
                "p99", "p99.9", "max", "p99 in commit intervals", "longest GC pause"), rows);
    }

    private static double intervals(BenchSettings settings, LatencyResult r) {
        return r.p99() / settings.commitIntervalMillis();
    }

    private static ObjectNode json(BenchSettings settings, LatencyRun.Found found) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("accounts", settings.accounts());
        root.put("partitions", settings.partitions());
        root.put("commit_interval_millis", settings.commitIntervalMillis());
        root.put("max_events_per_second", found.maxPerSecond());
        ArrayNode loads = root.putArray("loads");
        for (LatencyResult r : found.loads()) {
            loads.addObject().put("percent", r.percent())
                    .put("events_per_second", r.perSecond()).put("events", r.events())
                    .put("p50_millis", r.p50()).put("p99_millis", r.p99())
                    .put("p999_millis", r.p999()).put("max_millis", r.max())
                    .put("p99_commit_intervals", intervals(settings, r))
                    .put("longest_gc_pause_millis", r.pauseMillis());
        }
        return root;
    }
}
