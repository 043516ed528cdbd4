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
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The report of the rounds: rates, what they cost and wrote, and how they compare. */
public final class RoundsReport {
    /** The section's id. */
    public static final String ID = "rounds";

    private final ObjectMapper mapper = new ObjectMapper();
    private final BenchSettings settings;
    /** With the warm-up's, and with those that were too short. */
    private final List<TurnResult> all;
    /** Without them. */
    private final List<TurnResult> turns;

    private RoundsReport(BenchSettings settings, List<TurnResult> all) {
        this.settings = settings;
        this.all = all;
        turns = all.stream().filter(RoundsReport::isTold).toList();
    }

    /**
     * The report's section about these turns.
     *
     * @throws TooShort as {@link #requireTold} does
     */
    public static Section of(BenchSettings settings, List<TurnResult> turns) {
        requireTold(settings, turns);
        RoundsReport report = new RoundsReport(settings, turns);
        return new Section(ID, report.json(), report.conditions(),
                report.tables());
    }

    private static boolean isTold(TurnResult turn) {
        return turn.round() > 0 && turn.steady().isPresent();
    }

    /** A contender's turns of which a rate can be told; the warm-up's is none of them. */
    public static List<TurnResult> told(List<TurnResult> turns, Contender contender) {
        return turns.stream().filter(t -> t.contender() == contender && isTold(t)).toList();
    }

    /**
     * Throws {@link TooShort} if there is a contender whose rate cannot be told, or one that cannot
     * be compared with the ledger, for want of a round in which both can be told.
     */
    public static void requireTold(BenchSettings settings, List<TurnResult> turns) {
        boolean isCompared = settings.contenders().contains(Contender.LEDGER);
        String without = Arrays.stream(Contender.values())
                .filter(settings.contenders()::contains)
                .filter(c -> isCompared ? ratios(turns, c).isEmpty() : told(turns, c).isEmpty())
                .map(Contender::option).collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            throw new TooShort("too short to tell: no round has commits enough for "
                    + (isCompared ? "the ledger's rate and that of " : "the rate of ") + without
                    + "; more --events are needed");
        }
    }

    /**
     * The ledger's rate over another's, round by round.
     *
     * @return no element for a round in which one of them cannot be told
     */
    public static List<Double> ratios(List<TurnResult> turns, Contender other) {
        List<Double> ratios = new ArrayList<>();
        for (TurnResult ledger : told(turns, Contender.LEDGER)) {
            told(turns, other).stream().filter(t -> t.round() == ledger.round())
                    .forEach(t -> ratios.add(
                            ledger.told().eventsPerSecond() / t.told().eventsPerSecond()));
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
                    "events_per_second", spread(contender, t -> t.told().eventsPerSecond()),
                    "cpu_seconds_per_million_events",
                    spread(contender, t -> t.told().cpuSecondsPerMillion()),
                    "broker_cpu_seconds_per_million_events",
                    spread(contender, t -> t.told().brokerCpuSecondsPerMillion()),
                    "records_per_event", spread(contender, t -> t.writtenInAll().records()),
                    "bytes_per_event", spread(contender, t -> t.writtenInAll().bytes()))));
        }
        ObjectNode warmUp = json.putObject("warm_up_events");
        warmUpEvents().forEach((contender, events) -> warmUp.put(contender.json(), events));
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
        Steady steady = t.told();
        json.put("contender", t.contender().json()).put("round", t.round())
                .put("events", t.events()).put("measured_events", steady.events())
                .put("seconds", steady.seconds())
                .put("events_per_second", steady.eventsPerSecond())
                .put("cpu_seconds_per_million_events", steady.cpuSecondsPerMillion())
                .put("broker_cpu_seconds_per_million_events",
                        steady.brokerCpuSecondsPerMillion());
        json.putObject("gc").put("pauses", steady.pauses()).put("total_ms", steady.pauseMillis())
                .put("max_ms", steady.longestPauseMillis());
        ObjectNode written = json.putObject("written_per_event");
        t.written().forEach((topic, w) -> written.putObject(shortened(topic, t))
                .put("records", w.records()).put("bytes", w.bytes()));
        return json;
    }

    /** Without what tells the turns' topics apart. */
    private static String shortened(String topic, TurnResult t) {
        return topic.replaceFirst("^bench-" + t.contender().option() + "-\\d+-", "");
    }

    private String conditions() {
        return Figure.whole(settings.accounts()) + " accounts with skew " + settings.skew() + ", "
                + settings.duplicates() * 100 + " % duplicates, " + settings.partitions()
                + " partitions, " + settings.threads() + " threads, commits every "
                + settings.commitIntervalMillis() + " ms, "
                + turns.stream().mapToInt(TurnResult::round).max().orElse(0) + " rounds of "
                + Figure.whole(settings.events()) + " events, or more for whom that is too few, "
                + warmUp() + "; median of the rounds, and least and greatest in brackets."
                + leftOut();
    }

    /** With those that were handled again. */
    private Map<Contender, Long> warmUpEvents() {
        return all.stream().filter(t -> t.round() == 0).collect(Collectors.groupingBy(
                TurnResult::contender, TreeMap::new, Collectors.summingLong(TurnResult::events)));
    }

    private String warmUp() {
        LongSummaryStatistics events = warmUpEvents().values().stream()
                .mapToLong(Long::longValue).summaryStatistics();
        return events.getCount() == 0 ? "without a warm-up" : "after a warm-up of "
                + (events.getMin() == events.getMax() ? ""
                        : Figure.whole(events.getMin()) + " to ")
                + Figure.whole(events.getMax());
    }

    private String leftOut() {
        long tooShort = all.stream().filter(t -> t.round() > 0 && !isTold(t)).count();
        return tooShort == 0 ? "" : " Left out: turns that were too short to tell, " + tooShort
                + " of " + (turns.size() + tooShort) + ".";
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
        Spread rate = spread(c, t -> t.told().eventsPerSecond());
        return List.of(c.option(), Figure.whole(rate.median()) + " (" + Figure.whole(rate.min())
                        + " to " + Figure.whole(rate.max()) + ")",
                median(c, t -> t.told().cpuSecondsPerMillion(), 1),
                median(c, t -> t.told().brokerCpuSecondsPerMillion(), 1),
                median(c, t -> t.writtenInAll().records(), 2),
                median(c, t -> t.writtenInAll().bytes(), 0),
                median(c, t -> t.told().pauses(), 0), median(c, t -> t.told().pauseMillis(), 0),
                Figure.whole(spread(c, t -> t.told().longestPauseMillis()).max()));
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
