package dev.extrausage.api.operations;

import dev.extrausage.api.routing.Route;
import dev.extrausage.api.server.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times requests by method, route and status; a path that no route has is {@code none},
 * so that a stranger cannot make up series.
 */
public final class RequestMeters implements RequestObserver {
    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    private record Series(String method, String route, int status) { }

    /** Counts in that registry. */
    public RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(Route route, int status, long nanos) {
        Series series = new Series(route == null ? "none" : route.method(),
                route == null ? "none" : route.path(), status);
        timers.computeIfAbsent(series, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Series series) {
        return Timer.builder("extra.usage.api.requests")
                .description("Requests from their head to the answer, without its writing")
                .tag("method", series.method()).tag("route", series.route())
                .tag("status", Integer.toString(series.status()))
                .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5),
                        Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(250),
                        Duration.ofSeconds(1), Duration.ofSeconds(5))
                .register(registry);
    }
}
