package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.api.ApiFigure.Effort;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Watches a server that has just been started on an empty folder until its read model is built. */
final class ProjectorRun {
    private static final long LOOK_MILLIS = 200;
    private static final long LONGEST_STANDSTILL_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final ApiServer server;

    /** The entries folded by then, and the processor time that the process had taken. */
    private record Look(long folded, long nanos, Duration cpu) { }

    private ProjectorRun(ApiServer server) {
        this.server = server;
    }

    /**
     * The rate until the last entry: since the warm-up, which begins with the first ones, or of
     * all where it is over sooner.
     */
    static ApiFigure measure(
            ApiServer server, String database, double bound, Duration warmUp)
            throws IOException, InterruptedException {
        double load = ApiRun.loadAverage();
        ProjectorRun run = new ProjectorRun(server);
        Look first = run.look();
        while (first.folded() == 0) {
            first = run.next(first, first);
        }
        Look counted = first;
        Look last = first;
        for (Look look = first; !server.isReady();) {
            look = run.next(look, last);
            if (counted == first && look.nanos() - first.nanos() >= warmUp.toNanos()) {
                counted = look;
            }
            last = look.folded() > last.folded() ? look : last;
        }
        Look end = run.look();
        last = end.folded() > last.folded() ? end : last;
        counted = counted.folded() < last.folded() ? counted : first;
        long entries = last.folded() - counted.folded();
        double seconds = (last.nanos() - counted.nanos()) / NANOS_PER_SECOND;
        double cpu = last.cpu().minus(counted.cpu()).toMillis() / MILLIS_PER_SECOND;
        return ApiFigure.atLeast("projector_" + database, "entries projected a second, " + database,
                bound, entries / seconds, "/s", new Effort(null, entries, cpu, load));
    }

    private Look next(Look before, Look last) throws IOException, InterruptedException {
        Thread.sleep(LOOK_MILLIS);
        Look look = look();
        if (look.folded() == before.folded()
                && look.nanos() - last.nanos() > LONGEST_STANDSTILL_NANOS) {
            throw new IllegalStateException("the read model stands still at "
                    + look.folded() + " entries and is not complete");
        }
        return look;
    }

    private Look look() throws IOException, InterruptedException {
        return new Look(server.folded(), System.nanoTime(), server.cpu());
    }
}
