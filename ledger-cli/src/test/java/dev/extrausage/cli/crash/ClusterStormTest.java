package dev.extrausage.cli.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.extrausage.cli.crash.Installation.Fault;
import dev.extrausage.core.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployment over several machines under load: its processes and brokers are killed, halted, cut
 * off and rolled in rounds, and the audit judges after each. As many rounds as begin within {@code
 * -Dstorm.minutes}, two at least; none without it.
 */
class ClusterStormTest {
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("storm.minutes", 0));
    private static final int FEWEST_ROUNDS = 2;

    @TempDir private Path folder;

    @Test void several_machines_lose_and_double_nothing(@Seed long seed) {
        assumeTrue(!TIME.isZero(), "nine processes are more than two busy processors bear in the"
                + " time of a build: -Dstorm.minutes=10 runs them");
        Random random = new Random(seed);
        try (ManyMachines machines = new ManyMachines(folder, random)) {
            machines.start();
            Rounds.run("several machines with -Dtest.seed=" + seed, 0, machines,
                    () -> new Drawn(machines.faults(), random), random);
        }
    }

    /** Each fault once in an order of its own, then all of them again, until the time is over. */
    private static final class Drawn implements Iterator<Fault> {
        private final long end = System.nanoTime() + TIME.toNanos();
        private final List<Fault> all;
        private final Random random;
        private final List<Fault> left = new ArrayList<>();
        private int drawn;

        Drawn(List<Fault> all, Random random) {
            this.all = all;
            this.random = random;
        }

        @Override public boolean hasNext() {
            return drawn < FEWEST_ROUNDS || System.nanoTime() < end;
        }

        @Override public Fault next() {
            if (left.isEmpty()) {
                left.addAll(all);
                Collections.shuffle(left, random);
            }
            drawn++;
            return left.remove(left.size() - 1);
        }
    }
}
