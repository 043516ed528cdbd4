package dev.extrausage.cli;

import dev.extrausage.api.access.keys.Pass;
import dev.extrausage.cli.text.KeyText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger key list}: the keys there are, without their secrets. */
@Command(
        name = "list",
        description = "Lists the keys, the oldest first: whose, since when, made by whom and why.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the keys are listed, 2 when the command could not run."
        })
final class KeyListCommand implements Callable<Integer> {
    @Option(names = "--all",
            description = "Those that were revoked or have expired, too; for 35 days.")
    private boolean all;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        long now = System.currentTimeMillis();
        try (OpenKeys keys = new OpenKeys(target)) {
            List<Pass> shown = keys.desk().list().stream()
                    .filter(pass -> all || !pass.hasEnded(now)).toList();
            LookBack.print(spec, shown.isEmpty() ? List.of("There is no key.")
                    : KeyText.of(shown, now));
            return ExitCode.DONE;
        }
    }
}
