package dev.extrausage.benchmarks.rounds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.process.Broker;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What the rounds say: rates, what they cost and wrote, and how they compare. */
public final class RoundsReport {
    /** The section's id. */
    public static final String ID = "rounds";

    private final ObjectMapper mapper = new ObjectMapper();
    private final BenchSettings settings;
    private final List<TurnResult> turns;

    private RoundsReport(BenchSettings settings, List<TurnResult> turns) {
        this.settings = settings;
        this.turns = turns;
    }

    /** The report's section about these turns. */
    public static Section of(BenchSettings settings, List<TurnResult> turns) {
        RoundsReport report = new RoundsReport(settings, turns);
        return new Section(ID, report.json(), report.conditions(),
                report.tables());
    }

    /**
     * The ledger's rate over another's, round by round.
     *
     * @return no element for a round in which one of them did not run
     */
    public static List<Double> ratios(List<TurnResult> turns, Contender other) {
        List<Double> ratios = new ArrayList<>();
        for (TurnResult ledger : turns) {
            if (ledger.contender() == Contender.LEDGER) {
                turns.stream().filter(t -> t.contender() == other && t.round() == ledger.round())
                        .forEach(t -> ratios.add(ledger.eventsPerSecond() / t.eventsPerSecond()));
            }
        }
        return ratios;
    }

    private Map<String, Spread> ratios() {
        Map<String, Spread> ratios = new TreeMap<>();
        for (Contender other : others()) {
            ratios.put("ledger_over_" + other.json(), Spread.of(ratios(turns, other)));
        }
        return ratios;
    }

    private List<Contender> others() {
        return Arrays.stream(Contender.values())
                .filter(c -> c != Contender.LEDGER && !ratios(turns, c).isEmpty()).toList();
    }

    private ObjectNode json() {
        ObjectNode json = mapper.createObjectNode();
        json.set("settings", mapper.valueToTree(shown()));
        json.set("ratios", mapper.valueToTree(ratios()));
        ObjectNode contenders = json.putObject("contenders");
        for (Contender contender : present()) {
            contenders.set(contender.json(), mapper.valueToTree(Map.of(
                    "events_per_second", spread(contender, TurnResult::eventsPerSecond),
                    "cpu_seconds_per_million_events",
                    spread(contender, TurnResult::cpuSecondsPerMillion),
                    "broker_cpu_seconds_per_million_events",
                    spread(contender, TurnResult::brokerCpuSecondsPerMillion),
                    "records_per_event", spread(contender, t -> t.writtenInAll().records()),
                    "bytes_per_event", spread(contender, t -> t.writtenInAll().bytes()))));
        }
        json.putArray("turns").addAll(turns.stream().map(this::turn).toList());
        return json;
    }

    private Map<String, Object> shown() {
        Map<String, Object> shown = new TreeMap<>();
        shown.put("accounts", settings.accounts());
        shown.put("skew", settings.skew());
        shown.put("duplicates", settings.duplicates());
        shown.put("partitions", settings.partitions());
        shown.put("threads", settings.threads());
        shown.put("commit_interval_ms", settings.commitIntervalMillis());
        shown.put("events", settings.events());
        shown.put("warm_up_events", settings.warmUpEvents());
        shown.put("seed", settings.seed());
        shown.put("contender_jvm", String.join(" ", Runner.flags(settings.heapMegabytes())));
        shown.put("broker_jvm", String.join(" ", Broker.flags()));
        return shown;
    }

    private ObjectNode turn(TurnResult t) {
        ObjectNode json = mapper.createObjectNode();
        json.put("contender", t.contender().json()).put("round", t.round())
                .put("events", t.events()).put("measured_events", t.measuredEvents())
                .put("seconds", t.seconds()).put("events_per_second", t.eventsPerSecond())
                .put("cpu_seconds_per_million_events", t.cpuSecondsPerMillion())
                .put("broker_cpu_seconds_per_million_events", t.brokerCpuSecondsPerMillion());
        json.putObject("gc").put("pauses", t.pauses()).put("total_ms", t.pauseMillis())
                .put("max_ms", t.longestPauseMillis());
        ObjectNode written = json.putObject("written_per_event");
        t.written().forEach((topic, w) -> written.putObject(shortened(topic, t))
                .put("records", w.records()).put("bytes", w.bytes()));
        return json;
    }

    /** Without what tells the turns' topics apart. */
    private static String shortened(String topic, TurnResult t) {
        return topic.replace("bench-" + t.contender().option() + "-" + t.round() + "-", "");
    }

    private String conditions() {
        return Figure.whole(settings.accounts()) + " accounts with skew " + settings.skew() + ", "
                + settings.duplicates() * 100 + " % duplicates, " + settings.partitions()
                + " partitions, " + settings.threads() + " threads, commits every "
                + settings.commitIntervalMillis() + " ms, "
                + turns.stream().mapToInt(TurnResult::round).max().orElse(0) + " rounds of "
                + Figure.whole(settings.events()) + " events each after a warm-up of "
                + Figure.whole(settings.warmUpEvents()) + "; median of the rounds, and least and"
                + " greatest in brackets.";
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        tables.add(new Table("Rates and what they cost", List.of("contender", "events/s",
                "CPU s per million", "broker's CPU s per million", "records/event", "bytes/event",
                "GC pauses", "GC ms", "longest ms"),
                present().stream().map(this::row).toList()));
        if (!ratios().isEmpty()) {
            tables.add(new Table("How the ledger compares, round by round",
                    List.of("ratio", "median (least to greatest)"),
                    ratios().entrySet().stream().map(e -> List.of(
                            e.getKey().replace('_', ' '), Figure.ratio(e.getValue()))).toList()));
        }
        if (present().contains(Contender.LEDGER)) {
            tables.add(written());
        }
        return tables;
    }

    private List<String> row(Contender c) {
        Spread rate = spread(c, TurnResult::eventsPerSecond);
        return List.of(c.option(), Figure.whole(rate.median()) + " (" + Figure.whole(rate.min())
                        + " to " + Figure.whole(rate.max()) + ")",
                median(c, TurnResult::cpuSecondsPerMillion, 1),
                median(c, TurnResult::brokerCpuSecondsPerMillion, 1),
                median(c, t -> t.writtenInAll().records(), 2),
                median(c, t -> t.writtenInAll().bytes(), 0),
                median(c, TurnResult::pauses, 0), median(c, TurnResult::pauseMillis, 0),
                Figure.whole(spread(c, TurnResult::longestPauseMillis).max()));
    }

    private Table written() {
        Map<String, List<TurnResult.PerEvent>> byTopic = new TreeMap<>();
        turns.stream().filter(t -> t.contender() == Contender.LEDGER).forEach(t ->
                t.written().forEach((topic, w) ->
                        byTopic.computeIfAbsent(topic, any -> new ArrayList<>()).add(w)));
        return new Table("What the ledger writes for an event",
                List.of("topic", "records/event", "bytes/event", "bytes/record"),
                byTopic.entrySet().stream().map(e -> List.of(e.getKey(),
                        Figure.decimal(of(e.getValue(), TurnResult.PerEvent::records), 4),
                        Figure.decimal(of(e.getValue(), TurnResult.PerEvent::bytes), 1),
                        Figure.whole(of(e.getValue(), TurnResult.PerEvent::bytesPerRecord))))
                        .toList());
    }

    private static double of(
            List<TurnResult.PerEvent> written, ToDoubleFunction<TurnResult.PerEvent> what) {
        return Spread.of(written.stream().map(what::applyAsDouble).toList()).median();
    }

    private List<Contender> present() {
        return Arrays.stream(Contender.values())
                .filter(c -> turns.stream().anyMatch(t -> t.contender() == c)).toList();
    }

    private String median(Contender contender, ToDoubleFunction<TurnResult> what, int digits) {
        return Figure.decimal(spread(contender, what).median(), digits);
    }

    private Spread spread(Contender contender, ToDoubleFunction<TurnResult> what) {
        return Spread.of(turns.stream().filter(t -> t.contender() == contender)
                .map(what::applyAsDouble).toList());
    }
}
