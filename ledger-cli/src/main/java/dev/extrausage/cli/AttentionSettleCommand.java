package dev.extrausage.cli;

import dev.extrausage.core.BadInput;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.json.AttentionCase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger attention settle}: takes a case off the list, and keeps why. */
@Command(
        name = "settle",
        description = "Takes a case off the attention list, and keeps who settled it and why.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the case is settled, 1 when no such case is open, 2 when the"
                    + " command could not run."
        })
final class AttentionSettleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CASE",
            description = "The case as `ledger attention` names it: the account, /, its name.")
    private String key;

    @Option(names = "--note", paramLabel = "TEXT", required = true,
            description = "Why it is settled: 1 to 500 characters.")
    private String note;

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}",
            description = "Who settles it (default: ${DEFAULT-VALUE}).")
    private String by;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try (Cluster cluster = target.connect();
                AttentionDesk desk = new AttentionDesk(cluster)) {
            Optional<AttentionCase> settled =
                    desk.settle(key, by, note, System.currentTimeMillis());
            LookBack.print(spec, List.of(settled.isPresent()
                    ? "settled " + key + " by " + by + ": " + note
                    : "no case " + key + " is open"));
            return settled.isPresent() ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
