package dev.extrausage.stack.demo;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The whole demo: a stack on a directory of its own, the play, and the programme. */
public final class Demo {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration RESEND_AFTER = Duration.ofHours(12);
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long TELL_EVERY_NANOS = 4 * SECOND_NANOS;

    private final int days;
    private final long seed;
    private final PrintWriter out;
    private final PrintWriter err;
    private final long end = Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
    private final SimulatedClock clock;
    private final List<Player> players;
    private final Catalog catalog = CatalogFile.defaultCatalog();
    private final StackSettings settings;
    private long toldAt;

    /**
     * A demo of so many days that ends now.
     *
     * @param data an empty directory, or none yet
     * @param days 1 to 34: an event more than 35 days old would be refused (M5)
     * @param seed the same seed and end tell the same story
     * @param out for the table
     * @param err for the progress
     */
    public Demo(Path data, int days, long seed, PrintWriter out, PrintWriter err) {
        this.days = days;
        this.seed = seed;
        this.out = out;
        this.err = err;
        long start = end - Duration.ofDays(days).toMillis();
        clock = new SimulatedClock(start);
        players = Cast.all(start).stream()
                .filter(player -> player.joined().compareTo(Duration.ofDays(days)) < 0).toList();
        settings = StackSettings.on(data, catalog).by(clock, Cast.cards(players), RESEND_AFTER);
    }

    /** The stack it needs, not yet started. */
    public Stack stack() {
        return new Stack(settings);
    }

    /** Plays on that stack, and shows what came of it. */
    public void play(Stack stack) {
        stack.awaitReady(LONGEST_START);
        try (Cluster cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
                Play play = new Play(cluster, catalog, players, clock, end, seed)) {
            long begun = System.nanoTime();
            play.run(now -> tell(now, begun));
            long took = System.nanoTime() - begun;
            out.println();
            Programme.of(play, catalog.at(end).plans(), Instant.ofEpochMilli(end))
                    .forEach(out::println);
            out.println();
            out.printf(Locale.ROOT, "%,d inputs decided in %d s, %,d a second; at the fastest %,d a"
                    + " second.%n", play.scoreboard().decided(), took / SECOND_NANOS,
                    perSecond(play.scoreboard().decided(), took), play.fastestPerSecond());
            out.flush();
        }
    }

    private void tell(Play play, long begun) {
        long now = System.nanoTime();
        if (now - toldAt < TELL_EVERY_NANOS && play.now() < end) {
            return;
        }
        toldAt = now;
        long day = Math.min(days, Duration.ofMillis(
                play.now() - end + Duration.ofDays(days).toMillis()).toDays() + 1);
        err.printf(Locale.ROOT, "day %2d of %d   %,9d inputs decided   %,6d requests blocked"
                        + "   %d s%n",
                day, days, play.scoreboard().decided(),
                play.workers().stream().mapToLong(Worker::blocked).sum(),
                (now - begun) / SECOND_NANOS);
        err.flush();
    }

    private static long perSecond(long count, long nanos) {
        return count * SECOND_NANOS / Math.max(1, nanos);
    }
}
