package dev.extrausage.cli;

import dev.extrausage.cli.text.AttentionText;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.json.AttentionCase;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger attention}: the cases that need a person. */
@Command(
        name = "attention",
        description = "Lists the cases that need a person: payments that can be neither credited"
                + " nor refunded, chargebacks, refunds that failed, corrections that were refused,"
                + " and contradictions between the card processor and the ledger.",
        mixinStandardHelpOptions = true,
        subcommands = AttentionSettleCommand.class,
        footer = {
            "",
            "Exit status: 0 when no case is open, 1 when some are, 2 when the command could not"
                    + " run."
        })
final class AttentionCommand implements Callable<Integer> {
    @Option(names = "--settled",
            description = "Those that were settled instead, with why; they can be read for 35 days"
                    + " at least.")
    private boolean settled;

    @Option(names = "--json", description = "One JSON object a case, as it lies on the topic.")
    private boolean json;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try (Cluster cluster = target.connect();
                AttentionDesk desk = new AttentionDesk(cluster)) {
            AttentionDesk.Cases cases = desk.read();
            List<AttentionCase> shown = settled ? cases.settled() : cases.open();
            LookBack.print(spec, json ? shown.stream().map(AttentionCase::toJson).toList()
                    : shown.isEmpty() ? List.of(settled ? "No case was settled lately."
                            : "No case is open.")
                    : AttentionText.of(shown));
            return cases.open().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
        }
    }
}
