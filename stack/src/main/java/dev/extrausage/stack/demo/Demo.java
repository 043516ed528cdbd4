package dev.extrausage.stack.demo;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** The whole demo: a stack on a directory of its own, and the play. */
public final class Demo {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration RESEND_AFTER = Duration.ofHours(12);
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long TELL_EVERY_NANOS = 4 * SECOND_NANOS;

    private final int days;
    private final long seed;
    private final Consumer<DemoProgress> listener;
    private final Path cards;
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
     * @param listener hears every few seconds how far it is
     */
    public Demo(Path data, int days, long seed, Consumer<DemoProgress> listener) {
        this(data, days, seed, listener, Cast::all);
    }

    /** A demo with another cast, made for the time of its beginning. */
    Demo(Path data, int days, long seed, Consumer<DemoProgress> listener,
            LongFunction<List<Player>> cast) {
        this.days = days;
        this.seed = seed;
        this.listener = listener;
        long start = end - Duration.ofDays(days).toMillis();
        clock = new SimulatedClock(start);
        players = cast.apply(start).stream()
                .filter(player -> player.joined().compareTo(Duration.ofDays(days)) < 0).toList();
        cards = data.resolve("cards.txt");
        settings = StackSettings.on(data, catalog).by(clock, Cast.cards(players), RESEND_AFTER);
    }

    /** The stack it needs, not yet started. */
    public Stack stack() {
        return new Stack(settings);
    }

    /** The same with the HTTP API on that port; 0: any free one. */
    public Stack stackWithApi(int httpPort) {
        return new Stack(settings.withApi(httpPort));
    }

    /**
     * Writes down which card each account has, or a stack that goes on with the data would take
     * every card for a good one; returns the file.
     */
    public Path writeCards() throws IOException {
        Files.createDirectories(cards.toAbsolutePath().getParent());
        return Files.write(cards, Cast.cardLines(players));
    }

    /** Plays on that stack, and returns what came of it. */
    public DemoResult play(Stack stack) {
        stack.awaitReady(LONGEST_START);
        try (Cluster cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
                Play play = new Play(cluster, catalog, players, clock, end, seed)) {
            long begun = System.nanoTime();
            play.run(now -> tell(now, begun));
            long took = System.nanoTime() - begun;
            return new DemoResult(Instant.ofEpochMilli(end), rows(play),
                    play.scoreboard().decided(), took, play.fastestPerSecond());
        }
    }

    /**
     * Goes on with a small load by the world's clock until the stack is told to stop, or cannot go
     * on.
     */
    public void goOn(Stack stack) {
        goOn(stack, LiveLoad.TICK);
    }

    /** The same, with another time between two steps of the load. */
    void goOn(Stack stack, Duration tick) {
        clock.followWorld();
        try (Cluster cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
                LiveLoad load = new LiveLoad(cluster, catalog, players, clock, seed)) {
            load.run(tick, () -> stack.isStopping() || stack.failure().isPresent());
        }
    }

    /** Links to the page of what the stack, started with its API, shows; each works once. */
    public List<DemoLink> links(Stack stack) {
        return Leads.links(stack);
    }

    private List<DemoResult.Row> rows(Play play) {
        return play.workers().stream()
                .sorted(Comparator.comparing(worker -> worker.player().habit()))
                .map(worker -> row(play, worker)).toList();
    }

    private DemoResult.Row row(Play play, Worker worker) {
        String account = worker.player().name();
        Balance balance = play.scoreboard().balance(account);
        return new DemoResult.Row(worker.player().habit().title(), account,
                catalog.at(end).plans().get(balance.getPlan()).perSeat(), balance,
                play.scoreboard().tally(account), worker.blocked());
    }

    private void tell(Play play, long begun) {
        long now = System.nanoTime();
        if (now - toldAt < TELL_EVERY_NANOS && play.now() < end) {
            return;
        }
        toldAt = now;
        long day = Math.min(days, Duration.ofMillis(
                play.now() - end + Duration.ofDays(days).toMillis()).toDays() + 1);
        listener.accept(new DemoProgress(day, days, play.scoreboard().decided(),
                play.workers().stream().mapToLong(Worker::blocked).sum(),
                (now - begun) / SECOND_NANOS));
    }
}
