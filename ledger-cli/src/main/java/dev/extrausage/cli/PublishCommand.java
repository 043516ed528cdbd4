package dev.extrausage.cli;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Event;
import dev.extrausage.intake.AnswerCount;
import dev.extrausage.intake.Publisher;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.json.EventJson;
import dev.extrausage.schemas.json.JsonLines;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger publish}: the events of a file into the real topics. */
@Command(
        name = "publish",
        description = "Publishes the events of a file to the ledger's topics, each on the topic"
                + " and partition it belongs on, and waits until the ledger has decided them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A line is {\"usage\": {...}} or {\"account\": {...}}, as `ledger replay` reads it. A"
                    + " \"received_at\" beside it is checked and then left out: Kafka stamps its"
                    + " own. The events of one account are decided in the order of the file."
                    + " Publishing a file again changes nothing: an event counts once.",
            "",
            "At the end it says how many the ledger accepted, how many it refused, and how many"
                    + " had counted before; of each reason for a refusal it names the first event."
                    + " With --no-wait it knows nothing of that.",
            "",
            "Exit status: 0 when all lines were published, whatever the ledger answered; 1 when"
                    + " some could not be read (they are named on standard error, the others are"
                    + " published), 2 when the command could not run."
        })
final class PublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON Lines; - is the standard input.")
    private Path file;

    @Mixin private Target target;

    @Option(names = "--no-wait",
            description = "Publish without waiting for the ledger; it may then take an account's"
                    + " events of different topics in another order.")
    private boolean noWait;

    @Spec private CommandSpec spec;

    private long refused;

    @Override
    public Integer call() {
        try (InputStream in = InputFile.open(file);
                Cluster cluster = target.connect();
                Publisher publisher = noWait ? Publisher.unordered(cluster)
                        : Publisher.counted(cluster, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            publish(new JsonLines(in), publisher);
            publisher.finish();
            report(publisher.published(), noWait ? null : publisher.answers());
        } catch (IOException e) {
            throw new CannotRun(InputFile.unreadable(file, e), e);
        }
        return refused == 0 ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private void publish(JsonLines lines, Publisher publisher) throws IOException {
        EventJson events = new EventJson();
        while (lines.next()) {
            if (!lines.isBlank()) {
                Event event = read(events, lines);
                if (event != null) {
                    publisher.publish(event);
                }
            }
        }
    }

    private Event read(EventJson events, JsonLines lines) {
        try {
            return events.read(lines.bytes(), lines.length()).event();
        } catch (BadInput e) {
            refused++;
            spec.commandLine().getErr().println("line " + lines.number() + ": " + e.getMessage());
            return null;
        }
    }

    /** {@code answers}: null where the ledger was not waited for. */
    private void report(Map<Topics, Long> published, AnswerCount answers) {
        long all = published.values().stream().mapToLong(Long::longValue).sum();
        PrintWriter out = spec.commandLine().getOut();
        out.println("published " + all + (all == 1 ? " event" : " events")
                + (all == 0 ? "" : published.entrySet().stream()
                        .map(e -> e.getKey().topicName() + " " + e.getValue())
                        .collect(Collectors.joining(", ", " (", ")")))
                + (answers == null ? "" : ", all decided: " + inWords(answers))
                + (refused == 0 ? "" : "; " + refused + (refused == 1 ? " line" : " lines")
                        + " could not be read"));
        if (answers != null) {
            answers.refused().forEach((reason, some) ->
                    out.println("refused, " + reason + ": " + firstOf(some)));
            answers.rejected().forEach((reason, some) ->
                    out.println("rejected, " + reason + ": " + firstOf(some)));
        }
        out.flush();
    }

    private static String inWords(AnswerCount answers) {
        long refused = AnswerCount.sum(answers.refused());
        long rejected = AnswerCount.sum(answers.rejected());
        return answers.accepted() + " accepted"
                + (refused == 0 ? "" : ", " + refused + " refused")
                + (rejected == 0 ? "" : ", " + rejected + " rejected")
                + (answers.duplicates() == 0 ? "" : ", " + answers.duplicates()
                        + (answers.duplicates() == 1 ? " duplicate" : " duplicates"));
    }

    private static String firstOf(AnswerCount.Refusals some) {
        return some.first()
                + (some.count() == 1 ? "" : " and " + (some.count() - 1) + " more");
    }
}
