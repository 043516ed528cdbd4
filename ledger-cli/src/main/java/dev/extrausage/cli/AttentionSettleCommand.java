package dev.extrausage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.cli.remote.RemoteLedger;
import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.core.BadInput;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.json.AttentionCase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    private static final int WAIT_SECONDS = 30;

    @Parameters(paramLabel = "CASE",
            description = "The case as `ledger attention` names it: the account, /, its name.")
    private String key;

    @Option(names = "--note", paramLabel = "TEXT", required = true,
            description = "Why it is settled: 1 to 500 characters.")
    private String note;

    @Option(names = "--by", paramLabel = "NAME",
            description = "Who settles it (default: ${sys:user.name}); with --url that is whose"
                    + " the key is.")
    private String by;

    @Option(names = "--approve", negatable = true,
            description = "With --url, for a refund that awaits approval: order it, or turn it down"
                    + " (--no-approve). The key must be of another person of finance.")
    private Boolean approve;

    @Mixin private Target target;

    @Mixin private RemoteOption remote;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<RemoteLedger> ledger = remote.ledger();
        refuseIf(ledger.isPresent() && by != null, "--by cannot be said with --url: the API knows"
                + " whose the key is.");
        refuseIf(ledger.isEmpty() && approve != null, "--approve and --no-approve need --url: the"
                + " API knows who asks and who approves.");
        return ledger.isPresent() ? ask(ledger.get())
                : settle(by == null ? System.getProperty("user.name") : by);
    }

    private void refuseIf(boolean isWrong, String why) {
        if (isWrong) {
            throw new ParameterException(spec.commandLine(), why);
        }
    }

    private int settle(String who) {
        try (Cluster cluster = target.connect();
                AttentionDesk desk = new AttentionDesk(cluster)) {
            Optional<AttentionCase> settled =
                    desk.settle(key, who, note, System.currentTimeMillis());
            LookBack.print(spec, List.of(settled.isPresent()
                    ? "settled " + key + " by " + who + ": " + note
                    : "no case " + key + " is open"));
            return settled.isPresent() ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** By the name behind the slash, which the API takes for the whole: a path has no slash. */
    private int ask(RemoteLedger ledger) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("note", note);
        if (approve != null) {
            body.put("approve", approve);
        }
        try {
            JsonNode settled = ledger.post("/v1/attention/" + RemoteLedger.part(name) + "/settle",
                    body, "cli-" + UUID.randomUUID(), WAIT_SECONDS).path("settled");
            LookBack.print(spec, List.of("settled " + key + " by "
                    + settled.path("by").asText() + ": " + settled.path("note").asText()));
            return ExitCode.DONE;
        } catch (RemoteProblem e) {
            return LookBack.notFound(spec, e);
        }
    }
}
