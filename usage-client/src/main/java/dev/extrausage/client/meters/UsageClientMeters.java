package dev.extrausage.client.meters;

import dev.extrausage.client.gate.GateFigures;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.client.publish.PublisherMetrics;
import dev.extrausage.client.publish.UsagePublisher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Binds a gate's and a publisher's figures to a service's Micrometer registry. Optional: it is the
 * one class of the library that needs {@code io.micrometer:micrometer-core}, which the service
 * brings. In Prometheus the names begin with {@code extra_usage_gate_} and
 * {@code extra_usage_publisher_}; no label names an account.
 */
public final class UsageClientMeters implements MeterBinder {
    private static final double NANOS_PER_USD = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long LATELY_NANOS = 500_000_000;
    private static final String SECONDS = "seconds";
    private static final String BYTES = "bytes";

    private final Lately<GateFigures> gate;
    private final Lately<PublisherMetrics> publisher;

    /** Figures that are asked for once a scrape, though many meters show them. */
    private static final class Lately<T> {
        private final Supplier<T> source;
        private T seen;
        private long at;

        Lately(Supplier<T> source) {
            this.source = source;
        }

        synchronized T get() {
            long now = System.nanoTime();
            if (seen == null || now - at > LATELY_NANOS) {
                seen = source.get();
                at = now;
            }
            return seen;
        }
    }

    /**
     * Figures to be bound.
     *
     * @param gate a gate's; null: none
     * @param publisher a publisher's; null: none
     */
    public UsageClientMeters(Supplier<GateFigures> gate, Supplier<PublisherMetrics> publisher) {
        this.gate = gate == null ? null : new Lately<>(gate);
        this.publisher = publisher == null ? null : new Lately<>(publisher);
    }

    /** The figures of a service's gate and publisher; either may be null. */
    public static UsageClientMeters of(UsageGate gate, UsagePublisher publisher) {
        return new UsageClientMeters(gate == null ? null : gate::figures,
                publisher == null ? null : publisher::metrics);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (gate != null) {
            bindGate(registry);
        }
        if (publisher != null) {
            bindPublisher(registry);
        }
    }

    private void bindGate(MeterRegistry registry) {
        for (GateFigures.Answers kind : gate.get().answers()) {
            FunctionCounter.builder("extra.usage.gate.answers", this, own -> own.answers(kind))
                    .description("Answers of the gate, by verdict and by what decided")
                    .tag("verdict", kind.verdict().name())
                    .tag("decided_by", kind.decidedBy().name()).register(registry);
        }
        gauge(registry, "gate.ready", null, "1 once every snapshot was read", gate,
                f -> f.isReady() ? 1 : 0);
        gauge(registry, "gate.accounts", null, "Accounts that the gate knows", gate,
                GateFigures::accounts);
        counter(registry, "gate.snapshots", "Snapshots read", gate, GateFigures::snapshots);
        counter(registry, "gate.snapshots.unreadable", "Snapshots that could not be read", gate,
                GateFigures::unreadable);
        gauge(registry, "gate.snapshot.age", SECONDS, "The age of what the gate knows, by its"
                + " oldest partition; absent before it knows anything", gate,
                f -> f.ageMillis() == Long.MAX_VALUE ? Double.NaN
                        : f.ageMillis() / MILLIS_PER_SECOND);
        gauge(registry, "gate.holds", null, "Estimates held for requests under way", gate,
                GateFigures::held);
        gauge(registry, "gate.held", "usd", "Money held for requests under way", gate,
                f -> f.heldNanos() / NANOS_PER_USD);
        counter(registry, "gate.holds.expired", "Holds that ended by time: usage that never came",
                gate, GateFigures::expired);
        counter(registry, "gate.unpriced", "Questions about something without a price", gate,
                GateFigures::unpriced);
        gauge(registry, "gate.memory", BYTES, "Memory of accounts and holds", gate,
                f -> f.accountBytes() + f.holdBytes());
    }

    private void bindPublisher(MeterRegistry registry) {
        counter(registry, "publisher.sent", "Events that Kafka has acknowledged", publisher,
                PublisherMetrics::sent);
        counter(registry, "publisher.resent", "Events handed to Kafka once more", publisher,
                PublisherMetrics::resent);
        counter(registry, "publisher.refused", "Usage that publish did not take", publisher,
                PublisherMetrics::refused);
        gauge(registry, "publisher.waiting", null, "Events that Kafka does not have yet",
                publisher, PublisherMetrics::waiting);
        gauge(registry, "publisher.set.aside", null, "Waiting events that Kafka refuses one by"
                + " one", publisher, PublisherMetrics::setAside);
        gauge(registry, "publisher.oldest.waiting", SECONDS, "The age of the oldest waiting event",
                publisher, m -> m.oldestWaiting().toMillis() / MILLIS_PER_SECOND);
        gauge(registry, "publisher.spool", BYTES, "The spool on disk", publisher,
                PublisherMetrics::spoolBytes);
        gauge(registry, "publisher.clock.ahead", SECONDS, "How far this machine's clock was ahead"
                + " of the broker's at the last acknowledgement, which may have taken a part of it;"
                + " below zero: behind", publisher,
                m -> m.clockAhead().toMillis() / MILLIS_PER_SECOND);
    }

    /** Micrometer holds a counter's object weakly; the gauges hold this one. */
    private <T> void counter(MeterRegistry registry, String name, String help, Lately<T> figures,
            ToDoubleFunction<T> figure) {
        FunctionCounter.builder("extra.usage." + name, this,
                own -> figure.applyAsDouble(figures.get())).description(help).register(registry);
    }

    private <T> void gauge(MeterRegistry registry, String name, String unit, String help,
            Lately<T> figures, ToDoubleFunction<T> figure) {
        Gauge.builder("extra.usage." + name, this, own -> figure.applyAsDouble(figures.get()))
                .strongReference(true).baseUnit(unit).description(help).register(registry);
    }

    private double answers(GateFigures.Answers kind) {
        return gate.get().answers().stream()
                .filter(a -> a.verdict() == kind.verdict() && a.decidedBy() == kind.decidedBy())
                .mapToLong(GateFigures.Answers::count).sum();
    }
}
