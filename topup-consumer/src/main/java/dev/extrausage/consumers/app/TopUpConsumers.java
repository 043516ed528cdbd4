package dev.extrausage.consumers.app;

import dev.extrausage.consumers.autoreload.AutoReloadConsumer;
import dev.extrausage.consumers.cyclereset.CycleResets;
import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.topup.TopUpFigures;
import dev.extrausage.consumers.topup.TopUps;
import dev.extrausage.core.Catalog;
import dev.extrausage.operations.Meters;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.schemas.SchemaIds;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The three consumers in one process, or some of them. */
public final class TopUpConsumers implements AutoCloseable {
    private final List<ConsumerLoop> consumers;
    private final TopUpFigures figures = new TopUpFigures();
    private final InstantSource clock;

    /**
     * The three, not started yet.
     *
     * @param catalog whose bounds a top-up must keep to, where the ledger keeps none
     * @param ids the schema ids of the cluster
     * @param processor charges the cards; stays the caller's to close, after this
     * @param clock the time, for all three
     */
    public TopUpConsumers(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock) {
        this(Map.of(ConsumerKind.TOP_UP, settings, ConsumerKind.AUTO_RELOAD, settings,
                ConsumerKind.CYCLE_RESET, settings), catalog, ids, processor, clock);
    }

    /**
     * Those of the three that {@code settings} has, each with its own settings and so its own
     * login; the rest as {@link #TopUpConsumers(ConsumerSettings, Catalog, SchemaIds,
     * CardProcessor, InstantSource)}.
     *
     * @param processor null where the top-up consumer is none of them
     */
    public TopUpConsumers(Map<ConsumerKind, ConsumerSettings> settings, Catalog catalog,
            SchemaIds ids, CardProcessor processor, InstantSource clock) {
        this.clock = clock;
        consumers = new TreeMap<>(settings).entrySet().stream().map(one -> switch (one.getKey()) {
            case TOP_UP -> new TopUps(
                    one.getValue(), catalog, ids, processor, clock, figures);
            case AUTO_RELOAD -> new AutoReloadConsumer(one.getValue(), ids);
            case CYCLE_RESET -> new CycleResets(one.getValue(), ids, clock);
        }).map(ConsumerLoop.class::cast).toList();
    }

    /** The names of their consumer groups. */
    public static List<String> groups() {
        return Arrays.stream(ConsumerKind.values()).map(ConsumerKind::group).toList();
    }

    /** Starts them, once; a broker that is away is waited for. */
    public void start() {
        consumers.forEach(ConsumerLoop::start);
    }

    /** False once a bug has ended one of them: the process is to be restarted. */
    public boolean isRunning() {
        return consumers.stream().allMatch(ConsumerLoop::isRunning);
    }

    /** True while all of them do their work: each has reached Kafka, and none has failed since. */
    public boolean isReady() {
        return consumers.stream().allMatch(ConsumerLoop::isReady);
    }

    /** Returns what keeps them from their work, in clauses; none while {@link #isReady}. */
    public List<String> problems() {
        return consumers.stream().filter(c -> c.problem() != null)
                .map(c -> c.group() + ": " + c.problem()).toList();
    }

    /** Adds their figures to a process's. */
    public void bind(Meters meters) {
        figures.bind(meters, clock);
        meters.counters("extra_usage_consumer_skipped_records", "Records that a consumer could do"
                + " nothing with", List.of("group"), () -> each(ConsumerLoop::skipped));
        meters.counters("extra_usage_consumer_failed_sessions", "Sessions of a consumer that"
                + " failed and were begun anew", List.of("group"),
                () -> each(ConsumerLoop::failures));
        meters.gauges("extra_usage_consumer_lag_records", "Records that are committed and that a"
                + " consumer has not read yet", List.of("group", "topic", "partition"), this::lag);
        meters.gauges("extra_usage_consumer_ready", "1 while a consumer does its work",
                List.of("group"), () -> each(c -> c.isReady() ? 1 : 0));
    }

    private Map<List<String>, Double> lag() {
        Map<List<String>, Double> all = new HashMap<>();
        consumers.forEach(consumer -> consumer.lag().forEach((place, records) ->
                all.put(List.of(consumer.group(), place.get(0), place.get(1)), records)));
        return all;
    }

    private Map<List<String>, Double> each(ToLongFunction<ConsumerLoop> figure) {
        return consumers.stream().collect(Collectors.toMap(
                c -> List.of(c.group()), c -> (double) figure.applyAsLong(c)));
    }

    /**
     * Stops all of them, each after its step at hand. Safe to call at any time, also twice.
     */
    @Override
    public void close() {
        ConsumerLoop.closeAll(consumers);
    }
}
