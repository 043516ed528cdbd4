package dev.extrausage.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code ledger bench} as the list of commands shows it. The benchmark is a program of its own,
 * which the launcher {@code ./ledger} starts: it is on nobody's class path.
 */
@Command(
        name = "bench",
        description = "Measures the ledger against a passthrough of the same events, against one"
                + " that writes as much, and against a plain aggregation: in turns, on a broker of"
                + " its own, each in a process of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Only the launcher in the repository's root starts it, and tells its options: ./ledger"
                    + " bench --help.",
            "",
            "Exit status: 0 when it was measured, 2 when it could not be."
        })
final class BenchHint implements Callable<Integer> {
    @Parameters(hidden = true)
    private List<String> ignored = List.of();

    @Override
    public Integer call() {
        throw new CannotRun("The benchmark is no part of this program: start it with ./ledger bench"
                + " from the repository.", null);
    }
}
