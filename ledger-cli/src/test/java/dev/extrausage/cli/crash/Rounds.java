package dev.extrausage.cli.crash;

import dev.extrausage.cli.crash.Installation.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Rounds of load, a fault in the midst of it, and the reckoning. */
final class Rounds {
    private static final int FEWEST_BEFORE = 200;
    private static final int MOST_BEFORE = 1_500;

    private Rounds() {}

    /**
     * Strikes each fault while the load runs, and holds all to account after each.
     *
     * @param from the number of rounds before these
     */
    static void run(String name, int from, Installation installation,
            Iterable<Fault> faults, Random random) {
        int round = from;
        try (Sender sender = new Sender(installation.bootstrap(), Installation.PARTITIONS);
                JournalWatch journal =
                        new JournalWatch(installation.bootstrap(), Installation.PARTITIONS);
                Load load = new Load(sender, random, !installation.hasEarlierEntries(),
                        installation.recordsPerSecond());
                Tending tending = new Tending(installation);
                Together traffic = new Together(load)) {
            load.openAccounts(journal);
            traffic.all.addAll(installation.moreTraffic(sender, journal, random.nextLong()));
            Reckoning reckoning = new Reckoning(installation, sender, journal);
            for (Fault fault : faults) {
                String title = name + ", round " + ++round + ", " + fault.name();
                traffic.go();
                long moment = sender.acknowledged() + FEWEST_BEFORE
                        + random.nextInt(MOST_BEFORE - FEWEST_BEFORE);
                Await.until("load before the fault", () -> sender.acknowledged() >= moment);
                fault.strike().run();
                String works = new Probe(sender, journal, "probe-" + round).run();
                traffic.rest();
                String holds = reckoning.afterTheRound();
                System.out.println(title + ": " + works + "; " + holds + tending.report());
            }
        } catch (Throwable e) {
            System.out.println(name + ", round " + round + " failed:\n"
                    + installation.tails());
            throw e;
        }
    }

    /** All traffic as one. */
    private static final class Together implements Traffic {
        private final List<Traffic> all = new ArrayList<>();

        Together(Traffic first) {
            all.add(first);
        }

        @Override public void go() {
            all.forEach(Traffic::go);
        }

        @Override public void rest() {
            all.forEach(Traffic::rest);
        }

        @Override public void close() {
            all.forEach(Traffic::close);
        }
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
