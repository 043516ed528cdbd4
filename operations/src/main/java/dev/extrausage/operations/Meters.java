package dev.extrausage.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of a process, asked for at each scrape: whoever counts only adds to a long of its
 * own. Names are Prometheus': {@code extra_usage_…}, base units, and counters without their
 * {@code _total}, which is added. A figure that is not known is NaN, and is left out. Safe for
 * use by several threads.
 */
public final class Meters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /**
     * Counts of values up to each bound.
     *
     * @param bounds upper bounds, ascending, without the infinite one
     * @param counts those up to a bound and over the one before it; the last, those over all
     * @param sum the values added up
     */
    public record Distribution(double[] bounds, long[] counts, double sum) { }

    /** Adds what is told of every JVM: memory, collections, threads, processors, open files. */
    void bindProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Micrometer's registry, for who counts with it. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Adds a figure that only grows. */
    public void counter(String name, String help, DoubleSupplier value) {
        counters(name, help, List.of(), () -> Map.of(List.of(), value.getAsDouble()));
    }

    /** Adds figures that only grow, by the values of labels, which are a closed set. */
    public void counters(String name, String help, List<String> labels,
            Supplier<Map<List<String>, Double>> values) {
        add(name, () -> {
            CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
            values.get().forEach((of, value) -> {
                if (!value.isNaN()) {
                    family.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(Labels.of(labels, of)).value(value).build());
                }
            });
            return family.build();
        });
    }

    /** Adds a figure that rises and falls. */
    public void gauge(String name, String help, DoubleSupplier value) {
        gauges(name, help, List.of(), () -> Map.of(List.of(), value.getAsDouble()));
    }

    /** Adds figures that rise and fall, by the values of labels, which are a closed set. */
    public void gauges(String name, String help, List<String> labels,
            Supplier<Map<List<String>, Double>> values) {
        add(name, () -> {
            GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
            values.get().forEach((of, value) -> {
                if (!value.isNaN()) {
                    family.dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(Labels.of(labels, of)).value(value).build());
                }
            });
            return family.build();
        });
    }

    /** Adds a distribution, a histogram of Prometheus. */
    public void histogram(String name, String help, Supplier<Distribution> value) {
        add(name, () -> {
            Distribution now = value.get();
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < now.counts().length; i++) {
                buckets.bucket(i < now.bounds().length ? now.bounds()[i]
                        : Double.POSITIVE_INFINITY, now.counts()[i]);
            }
            return HistogramSnapshot.builder().name(name).help(help)
                    .dataPoint(HistogramDataPointSnapshot.builder()
                            .classicHistogramBuckets(buckets.build()).sum(now.sum()).build())
                    .build();
        });
    }

    /** One figure that cannot be read must not hide the others: null stands for no family. */
    private void add(String name, Supplier<MetricSnapshot> family) {
        registry.getPrometheusRegistry().register(() -> {
            try {
                return family.get();
            } catch (RuntimeException e) {
                LOG.warn("the figure {} cannot be read", name, e);
                return null;
            }
        });
    }

    /** All figures in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
