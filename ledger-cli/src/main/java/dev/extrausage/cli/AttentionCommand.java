package dev.extrausage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.cli.remote.RemoteLedger;
import dev.extrausage.cli.text.AttentionText;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.json.AttentionCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Mixin private RemoteOption remote;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<RemoteLedger> ledger = remote.ledger();
        if (ledger.isPresent()) {
            return ask(ledger.get());
        }
        try (Cluster cluster = target.connect();
                AttentionDesk desk = new AttentionDesk(cluster)) {
            AttentionDesk.Cases cases = desk.read();
            List<AttentionCase> shown = settled ? cases.settled() : cases.open();
            LookBack.print(spec, json ? shown.stream().map(AttentionCase::toJson).toList()
                    : shown.isEmpty() ? none() : AttentionText.of(shown));
            return cases.open().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
        }
    }

    private List<String> none() {
        return List.of(settled ? "No case was settled lately." : "No case is open.");
    }

    private int ask(RemoteLedger ledger) {
        List<JsonNode> shown = cases(ledger, settled ? "settled" : "open");
        LookBack.print(spec, json ? shown.stream().map(JsonNode::toString).toList()
                : shown.isEmpty() ? none() : AttentionText.ofRemote(shown));
        boolean isAnyOpen = settled ? !cases(ledger, "open").isEmpty() : !shown.isEmpty();
        return isAnyOpen ? ExitCode.NOT_WELL : ExitCode.DONE;
    }

    private static List<JsonNode> cases(RemoteLedger ledger, String state) {
        return ledger.list("/v1/attention", Map.of("state", state), "cases");
    }
}
