package dev.extrausage.cli.crash;

import dev.extrausage.cli.crash.Installation.Fault;
import dev.extrausage.core.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults at random moments under load, and the audit as the judge. The rounds are
 * {@code -Dcrash.rounds}, five unless told otherwise.
 */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
    /** Between two faults a new load begins, and after so many a new installation. */
    private static final int ROUNDS_OF_ONE = 10;
    private static final int FEWEST_BEFORE = 200;
    private static final int MOST_BEFORE = 1_500;

    @TempDir Path folder;

    /** Three rounds of five, rounded up, and the other two are the other's. */
    @Test void a_stack_in_one_process_loses_and_doubles_nothing(@Seed long seed) {
        run(seed, "one process", (ROUNDS * 3 + 4) / 5, OneProcess::new);
    }

    @Test void a_deployment_of_many_processes_loses_and_doubles_nothing(@Seed long seed) {
        run(seed, "many processes", ROUNDS * 2 / 5, ManyProcesses::new);
    }

    private interface Making {
        Installation in(Path folder, Random random);
    }

    private void run(long seed, String name, int rounds, Making making) {
        String title = name + " with -Dtest.seed=" + seed;
        Random random = new Random(seed);
        for (int from = 0; from < rounds; from += ROUNDS_OF_ONE) {
            Path own = folder.resolve("from-" + from);
            own.toFile().mkdirs();
            try (Installation installation = making.in(own, random)) {
                installation.start();
                rounds(title, from, Math.min(rounds, from + ROUNDS_OF_ONE), installation, random);
            }
        }
    }

    private static void rounds(
            String name, int from, int to, Installation installation, Random random) {
        int round = from;
        try (Sender sender = new Sender(installation.bootstrap(), Installation.PARTITIONS);
                JournalWatch journal =
                        new JournalWatch(installation.bootstrap(), Installation.PARTITIONS);
                Load load = new Load(sender, random);
                Tending tending = new Tending(installation)) {
            load.openAccounts(journal);
            Reckoning reckoning = new Reckoning(
                    installation.bootstrap(), sender, journal, installation::payments);
            for (Fault fault : drawn(installation.faults(), from == 0, to - from, random)) {
                String title = name + ", round " + ++round + ", " + fault.name();
                load.go();
                long moment = sender.acknowledged() + FEWEST_BEFORE
                        + random.nextInt(MOST_BEFORE - FEWEST_BEFORE);
                Await.until("load before the fault", () -> sender.acknowledged() >= moment);
                fault.strike().run();
                String works = new Probe(sender, journal, "probe-" + round).run();
                load.rest();
                String holds = reckoning.afterTheRound();
                System.out.println(title + ": " + works + "; " + holds + tending.report());
            }
        } catch (Throwable e) {
            System.out.println(name + ", round " + round + " failed:\n"
                    + installation.tails());
            throw e;
        }
    }

    /** Each fault once, the first ones in their order, then any. */
    private static List<Fault> drawn(
            List<Fault> faults, boolean inOrder, int count, Random random) {
        List<Fault> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            List<Fault> next = new ArrayList<>(faults);
            if (!inOrder || !drawn.isEmpty()) {
                Collections.shuffle(next, random);
            }
            drawn.addAll(next);
        }
        return drawn.subList(0, count);
    }

    /** Starts again what has ended by itself, as often as one would look after containers. */
    private static final class Tending implements AutoCloseable {
        private final ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor();
        private final List<String> started = Collections.synchronizedList(new ArrayList<>());

        Tending(Installation installation) {
            timer.scheduleWithFixedDelay(
                    () -> started.addAll(installation.tend()), 1, 1, TimeUnit.SECONDS);
        }

        String report() {
            return started.isEmpty() ? "" : "; ended by themselves, all rounds: " + started;
        }

        /** Waits for a turn under way: it could start again what is about to be ended for good. */
        @Override public void close() {
            timer.shutdown();
            Await.until("the end of the tending", timer::isTerminated);
        }
    }
}
