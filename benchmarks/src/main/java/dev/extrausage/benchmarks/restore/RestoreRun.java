package dev.extrausage.benchmarks.restore;

import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.process.ImageJvm;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.rounds.Stand;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures restores: with the accounts as they were opened, and again after usage, when many more
 * ids are remembered and the accounts have changed often.
 */
public final class RestoreRun {
    /** Requests of so many accounts at most are decided at the end, to see that all is there. */
    private static final long CHECKED_EVENTS = 100_000;

    private final BenchSettings settings;
    private final Stand stand;
    private final Consumer<String> progress;

    private RestoreRun(BenchSettings settings, Stand stand, Consumer<String> progress) {
        this.settings = settings;
        this.stand = stand;
        this.progress = progress;
    }

    /**
     * The findings of a run.
     *
     * @param opened with the accounts as they were opened
     * @param used after the usage events of one round
     * @param checked events decided afterwards, of which none was of an account that was not found
     */
    public record Found(RestoreResult opened, RestoreResult used, long checked) { }

    /**
     * Measures both.
     *
     * @param settings of which the ledger alone takes part; {@code events} are the ids to remember
     *     and {@code rounds} the starts of each kind
     * @param progress hears what is going on, a line at a time
     * @throws IllegalStateException if an account was not found after a restore
     */
    public static Found run(BenchSettings settings, Consumer<String> progress) {
        try (Stand stand = Stand.setUp(settings)) {
            return new RestoreRun(settings, stand, progress).measure();
        }
    }

    private Found measure() {
        progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
        long inputs = stand.openAccounts();
        keepClasses();
        RestoreResult opened = measure(inputs);
        progress.accept("deciding " + Figure.whole(settings.events()) + " events ...");
        decide(settings.events());
        RestoreResult used = measure(inputs + settings.events());
        JournalTail tail = new JournalTail(stand.broker().bootstrapServers());
        long checked = Math.min(CHECKED_EVENTS, settings.events());
        decide(checked);
        tail.requireAllAccountsKnown();
        return new Found(opened, used, checked);
    }

    /** Those of a first start; all that are measured start from them, as the image does. */
    private void keepClasses() {
        try (Runner first = stand.freshRunner(
                Contender.LEDGER, List.of(ImageJvm.keepsClassesIn(archive())))) {
            first.begin(stand.job(Contender.LEDGER, List.of()));
            first.end();
            first.leave();
        }
    }

    private Path archive() {
        return stand.folder("classes").resolve("ledger.jsa");
    }

    private void decide(long events) {
        stand.addUsage(events);
        stand.ledgerTurn(0, TimeLimits.NO_END);
    }

    private RestoreResult measure(long ids) {
        List<Double> kept = new ArrayList<>();
        List<Double> wiped = new ArrayList<>();
        for (int i = 0; i < settings.rounds(); i++) {
            kept.add(secondsToStart());
            wipe(stand.stateOf(Contender.LEDGER));
            wiped.add(secondsToStart());
            progress.accept("started in " + Figure.decimal(kept.get(i), 1)
                    + " s with its state, in " + Figure.decimal(wiped.get(i), 1) + " s without");
        }
        return new RestoreResult(settings.accounts(), ids, Spread.of(kept), Spread.of(wiped),
                Changelogs.bytes(stand.admin()));
    }

    /** In a process of its own, as after a crash: the time holds the start of the JVM. */
    private double secondsToStart() {
        long start = System.nanoTime();
        try (Runner ledger = stand.freshRunner(
                Contender.LEDGER, ImageJvm.startsFrom(archive()))) {
            ledger.begin(stand.job(Contender.LEDGER, List.of()));
            double seconds = (System.nanoTime() - start) / 1e9;
            ledger.end();
            return seconds;
        }
    }

    private static void wipe(Path state) {
        try (Stream<Path> inside = Files.walk(state)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
