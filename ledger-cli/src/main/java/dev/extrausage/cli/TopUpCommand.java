package dev.extrausage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.cli.remote.RemoteLedger;
import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.cli.text.TopUpText;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Money;
import dev.extrausage.core.TopUpId;
import dev.extrausage.intake.TopUpDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.TopUpRequested;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
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

/** {@code ledger top-up}: buys extra usage with the card on file. */
@Command(
        name = "top-up",
        description = "Buys extra usage for an account with its card on file, and says what came"
                + " of it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The card is simulated: an account whose id ends in +card-declined, +card-timeout,"
                    + " +card-lost-answer, +card-late, +card-silent or +card-no-refund has a card"
                    + " that does so; any other's is accepted.",
            "",
            "Exit status: 0 when the credit is there (or, with --no-wait, was asked for), 1 when"
                    + " it was declined, refused, or not answered in time, 2 when the command"
                    + " could not run."
        })
final class TopUpCommand implements Callable<Integer> {
    /** Seconds; the API waits no longer. */
    private static final int LONGEST_WAIT = 30;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Who pays.")
    private String account;

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "US dollars, as 20 or 12.50.")
    private String amount;

    @Option(names = "--key", paramLabel = "K",
            description = "Names this top-up: asked for again with the same key it is charged"
                    + " once. By default a new one each time.")
    private String key;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "30",
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--no-wait", description = "Only ask for it.")
    private boolean noWait;

    /** True if the key was named, so that it may have been used before. */
    private boolean isOwnKey;

    @Mixin private Target target;

    @Mixin private RemoteOption remote;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        long nanos = check();
        Optional<RemoteLedger> ledger = remote.ledger();
        if (ledger.isPresent()) {
            return ask(ledger.get(), nanos);
        }
        try (Cluster cluster = target.connect(); TopUpDesk desk = new TopUpDesk(cluster)) {
            Optional<TopUpRequested> other = isOwnKey
                    ? desk.contradicting(account, key, nanos, Instant.now()) : Optional.empty();
            if (other.isPresent()) {
                say("nothing was sent: key " + key + " names a top-up of "
                        + Money.format(other.get().getAmountNanos()) + " for "
                        + other.get().getAccountId() + "; choose another key");
                return ExitCode.NOT_WELL;
            }
            desk.request(account, key, nanos, Instant.now());
            if (noWait) {
                say("asked for " + Money.format(nanos) + " (key " + key + ")");
                return ExitCode.DONE;
            }
            return report(nanos, desk.await(account, key, Duration.ofSeconds(seconds)));
        }
    }

    private int ask(RemoteLedger ledger, long nanos) {
        ObjectNode body = JsonNodeFactory.instance.objectNode()
                .put("amount_usd", UsdText.of(nanos));
        try {
            JsonNode answer = ledger.post("/v1/accounts/" + RemoteLedger.part(account)
                    + "/top-ups", body, key, noWait ? 0 : Math.min(seconds, LONGEST_WAIT));
            String status = answer.path("status").asText();
            say((status.equals("credited") ? "credited " + Money.format(nanos) + " to " + account
                    : "asked for " + Money.format(nanos) + "; it is " + status)
                    + " (key " + key + ")");
            return status.equals("credited") || noWait ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (RemoteProblem e) {
            if (e.status() / 100 != 4) {
                throw e;
            }
            say("not credited: " + e.getMessage() + " (key " + key + ")");
            return ExitCode.NOT_WELL;
        }
    }

    private long check() {
        try {
            Bounds.accountId(account);
            isOwnKey = key != null;
            key = key == null ? "cli-" + UUID.randomUUID() : Bounds.name("key", key);
            if (TopUpId.isAutoReload(key)) {
                throw BadInput.of("key", key, "one that does not begin with auto:");
            }
            return Usd.parse("AMOUNT", amount);
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int report(long asked, Optional<TopUpDesk.Answer> answer) {
        if (answer.isEmpty()) {
            say("no answer within " + seconds + " s; the request stands: ask again with --key "
                    + key);
            return ExitCode.NOT_WELL;
        }
        say(TopUpText.of(
                new TopUpText.Asked(account, amount, asked, key, seconds), answer.get()));
        return answer.get().credits(asked) ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private void say(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }
}
