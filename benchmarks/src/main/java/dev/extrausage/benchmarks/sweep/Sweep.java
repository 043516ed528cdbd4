package dev.extrausage.benchmarks.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.process.ChildFailed;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.rounds.Rounds;
import dev.extrausage.benchmarks.rounds.RoundsReport;
import dev.extrausage.benchmarks.rounds.TooShort;
import dev.extrausage.benchmarks.rounds.TurnResult;
import dev.extrausage.benchmarks.settings.BadSetting;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Measures point after point, each on a broker of its own. */
public final class Sweep {
    /** The section's id. */
    public static final String ID = "sweep";

    private final ObjectMapper mapper = new ObjectMapper();
    private final BenchSettings base;
    private final Consumer<String> progress;
    private final Map<Point, Spread> rates = new LinkedHashMap<>();
    private final Map<Point, Spread> ratios = new LinkedHashMap<>();

    private Sweep(BenchSettings base, Consumer<String> progress) {
        this.base = base;
        this.progress = progress;
    }

    /** Throws {@link BadSetting} if there is no such dimension. */
    public static void require(Set<String> dimensions) {
        for (String dimension : dimensions) {
            if (!Point.DIMENSIONS.contains(dimension)) {
                throw new BadSetting("--sweep", dimension,
                        "of " + String.join(", ", Point.DIMENSIONS));
            }
        }
    }

    /**
     * Says how long it will take, and measures.
     *
     * @param base what all points have in common
     * @param dimensions what to vary; all if there is none
     */
    public static Section measure(
            BenchSettings base, Set<String> dimensions, Consumer<String> progress) {
        List<Point> points = Point.all(base).stream()
                .filter(p -> dimensions.isEmpty() || dimensions.contains(p.dimension())).toList();
        Duration all = points.stream().map(Point::expected).reduce(Duration.ZERO, Duration::plus);
        progress.accept("the sweep has " + points.size() + " points and takes about "
                + Figure.decimal(all.toSeconds() / 3_600.0, 1) + " hours");
        Sweep sweep = new Sweep(base, progress);
        points.forEach(sweep::point);
        return sweep.section();
    }

    /** One that fails, as for want of room on the disk, must not cost the hours of the others. */
    private void point(Point point) {
        progress.accept(point.name() + ", about " + point.expected().toMinutes() + " min ...");
        try {
            List<TurnResult> turns = Rounds.run(point.settings(), TimeLimits.FULL, line -> { });
            RoundsReport.requireTold(point.settings(), turns);
            rates.put(point, Spread.of(RoundsReport.told(turns, Contender.LEDGER).stream()
                    .map(t -> t.told().eventsPerSecond()).toList()));
            ratios.put(point, Spread.of(RoundsReport.ratios(turns, Contender.CEILING)));
            progress.accept(point.name() + ": " + Figure.whole(rates.get(point).median())
                    + " events/s, " + Figure.ratio(ratios.get(point)) + " of the ceiling");
        } catch (ChildFailed | TooShort e) {
            progress.accept(point.name() + " is left out: " + e.getMessage());
        }
    }

    private Section section() {
        ObjectNode json = mapper.createObjectNode();
        ArrayNode points = json.putArray("points");
        rates.forEach((point, rate) -> {
            ObjectNode node = points.addObject().put("dimension", point.dimension())
                    .put("point", point.name());
            node.set("events_per_second", mapper.valueToTree(rate));
            node.set("ledger_over_ceiling", mapper.valueToTree(ratios.get(point)));
        });
        List<Table> tables = new ArrayList<>();
        tables.add(new Table("The ledger's rate, and what it is of the ceiling at that point",
                List.of("point", "events/s", "of the ceiling"), rates.entrySet().stream()
                        .map(e -> List.of(e.getKey().name(), Figure.whole(e.getValue().median()),
                                Figure.ratio(ratios.get(e.getKey())))).toList()));
        List<List<String>> figures = new ArrayList<>();
        ObjectNode shares = json.putObject("figures");
        share(Point.ONE_HOT, Point.ONE_PARTITION, "hot_account_over_many", shares, figures);
        share(Point.MOST, Point.MANY, "five_million_over_hundred_thousand", shares, figures);
        if (!figures.isEmpty()) {
            tables.add(new Table("How rates compare", List.of("rate", "median over median"),
                    figures));
        }
        return new Section(ID, json, base.rounds() + " rounds of " + Figure.whole(base.events())
                + " events each at every point; where nothing else is said "
                + Figure.whole(base.accounts()) + " accounts with skew " + base.skew() + ", "
                + base.duplicates() * 100 + " % duplicates, " + base.partitions() + " partitions, "
                + base.threads() + " threads (one where there is one partition for the hot"
                + " account), commits every " + base.commitIntervalMillis() + " ms.", tables);
    }

    private void share(String of, String over, String field, ObjectNode json,
            List<List<String>> rows) {
        Spread above = rate(of);
        Spread below = rate(over);
        if (above != null && below != null) {
            json.put(field, above.median() / below.median());
            rows.add(List.of(of + " over " + over,
                    Figure.decimal(above.median() / below.median(), 2)));
        }
    }

    private Spread rate(String name) {
        return rates.entrySet().stream().filter(e -> e.getKey().name().equals(name))
                .map(Map.Entry::getValue).findAny().orElse(null);
    }
}
