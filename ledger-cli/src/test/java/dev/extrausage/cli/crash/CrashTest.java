package dev.extrausage.cli.crash;

import dev.extrausage.cli.crash.Installation.Fault;
import dev.extrausage.core.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
                int to = Math.min(rounds, from + ROUNDS_OF_ONE);
                Rounds.run(title, from, installation,
                        drawn(installation.faults(), from == 0, to - from, random), random);
            }
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
}
