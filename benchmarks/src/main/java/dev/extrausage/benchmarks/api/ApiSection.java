package dev.extrausage.benchmarks.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.util.List;

/** The HTTP API's part of the report. */
public final class ApiSection {
    private static final String NONE = "—";
    private static final double WHOLE_FROM = 1_000;

    private ApiSection() {}

    /** The part for what was found under these settings. */
    static Section of(BenchSettings settings, ApiPlan plan, List<ApiFigure> figures) {
        return new Section("api", json(settings, figures), conditions(settings, plan, figures),
                List.of(table(figures)));
    }

    private static String conditions(
            BenchSettings settings, ApiPlan plan, List<ApiFigure> figures) {
        long asked = figures.stream().filter(ApiFigure::isAsked).count();
        long reached = figures.stream().filter(f -> f.isAsked() && f.isReached()).count();
        return "Broker, ledger and the HTTP API in a JVM each, all callers in a fourth, all on this"
                + " machine; " + Figure.whole(settings.accounts()) + " accounts with "
                + Figure.whole(settings.events()) + " requests before, " + settings.partitions()
                + " partitions; each load for " + plan.measured().toSeconds() + " s after "
                + plan.warmUp().toSeconds() + " s. Times run from when a request was due to the"
                + " last byte of its answer. " + reached + " of " + asked + " bounds are reached."
                + (plan.isWhole() ? ""
                        : " Measured were only: " + ApiPart.names(plan.parts()) + ".");
    }

    private static Table table(List<ApiFigure> figures) {
        return new Table("The HTTP API and what docs/API.md section 4 asks", List.of("figure",
                "asked", "measured", "reached", "p50 ms", "p99 ms", "p99.9 ms", "server's CPU s",
                "CPU µs each", "load before"),
                figures.stream().map(ApiSection::row).toList());
    }

    private static List<String> row(ApiFigure f) {
        return List.of(f.what(), !f.isAsked() ? NONE : (f.isAtLeast() ? "≥ " : "≤ ")
                        + number(f.bound()) + " " + f.unit(),
                number(f.value()) + " " + f.unit(),
                !f.isAsked() ? NONE : f.isReached() ? "yes" : "**no**",
                number(f.effort().millis(50)), number(f.effort().millis(99)),
                number(f.effort().millis(99.9)), number(f.effort().cpuSeconds()),
                number(f.effort().cpuMicrosEach()), number(f.effort().loadAverage()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? NONE
                : value >= WHOLE_FROM ? Figure.whole(value) : Figure.decimal(value, 1);
    }

    private static ObjectNode json(BenchSettings settings, List<ApiFigure> figures) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("accounts", settings.accounts()).put("events", settings.events())
                .put("partitions", settings.partitions());
        ObjectNode all = root.putObject("figures");
        for (ApiFigure f : figures) {
            ObjectNode one = all.putObject(f.id());
            put(one, "bound", f.bound());
            one.put("value", f.value()).put("unit", f.unit()).put("reached", f.isReached());
            put(one, "p50_millis", f.effort().millis(50));
            put(one, "p99_millis", f.effort().millis(99));
            put(one, "p999_millis", f.effort().millis(99.9));
            put(one, "server_cpu_seconds", f.effort().cpuSeconds());
            put(one, "server_cpu_micros_each", f.effort().cpuMicrosEach());
            one.put("load_average", f.effort().loadAverage());
        }
        return root;
    }

    /** JSON has no number for what was not measured: null. */
    private static void put(ObjectNode node, String field, double value) {
        if (Double.isNaN(value)) {
            node.putNull(field);
        } else {
            node.put(field, value);
        }
    }
}
