package dev.extrausage.cli;

import dev.extrausage.journal.replay.ExampleHistory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ledger example}: a history to begin with. */
@Command(
        name = "example",
        description = "Writes a small history of two accounts, ada and acme, that ends now: plans,"
                + " a purchase, requests that overflow the allowance, of third-party apps, of a"
                + " service tier with units, and one that nobody pays whole.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The lines are JSON Lines, for `ledger replay` and `ledger publish`. Each call writes",
            "events of its own: publish one file as often as you like, and it counts once.",
            "",
            "Exit status: 0 when it was written, 2 when the command could not run."
        })
final class ExampleCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LookBack.print(spec, ExampleHistory.endingAt(System.currentTimeMillis()));
        return ExitCode.DONE;
    }
}
