package dev.extrausage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.cli.remote.RemoteLedger;
import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.cli.text.ExplanationText;
import dev.extrausage.cli.text.RemoteExplanationText;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.redecide.RedecidedHistory;
import dev.extrausage.journal.reports.explain.Explanation;
import dev.extrausage.journal.reports.explain.ExplanationJson;
import dev.extrausage.journal.reports.explain.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger explain}: why money moved. */
@Command(
        name = "explain",
        description = "Says why an account's money moved, in sentences that can be sent to a"
                + " customer: the request and its price, which pool paid what and why not another,"
                + " which limit bound, and what was open or blocked after.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Amounts are those written in the journal. The limits of that moment are known by",
            "deciding the entries again; where that gives another answer, it says so and keeps to",
            "what is written.",
            "",
            "Exit status: 0 when all was explained, 1 when an entry is not what deciding it again",
            "gives, the journal does not add up, or the ledger does not know the account or entry,",
            "2 when the command could not run."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int USUALLY = 10;
    /** As many as one answer of the API holds. */
    private static final int MOST_REMOTE = 200;

    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String account;

    @Option(names = "--entry", paramLabel = "N", description = "The entry of that number.")
    private Long entry;

    @Option(names = "--last", paramLabel = "K",
            description = "The latest so many entries (by default 10).")
    private Integer last;

    @Option(names = "--from", paramLabel = "T", converter = UtcInstant.class,
            description = "What has to do with the time from then on (" + UtcInstant.FORM + ").")
    private Long from;

    @Option(names = "--to", paramLabel = "T", converter = UtcInstant.class,
            description = "What has to do with the time before then.")
    private Long to;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin private KeptCatalogOption catalogOption;

    @Mixin private JournalOption journal;

    @Mixin private RemoteOption remote;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LookBack.accountId(spec, account);
        Selection selection = selection();
        Optional<RemoteLedger> ledger = remote.ledger();
        if (ledger.isPresent()) {
            return ask(ledger.get());
        }
        RedecidedHistory history = LookBack.redecide(
                journal::open, catalogOption, spec, account, selection::add);
        if (history.entries() == 0) {
            return LookBack.unknown(spec, account);
        }
        List<Explanation> found = selection.explain();
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("ledger: none of the " + history.entries()
                    + " entries of " + account + " is one of those asked for.");
            return ExitCode.NOT_WELL;
        }
        LookBack.print(spec, json ? List.of(ExplanationJson.of(account, found))
                : ExplanationText.of(account, found));
        history.arithmetic().complaint().ifPresent(spec.commandLine().getErr()::println);
        boolean well = found.stream().allMatch(Explanation::decidedAgain)
                && history.arithmetic().complaint().isEmpty();
        return well ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    /** Asks for the entries' numbers, and then for each, the oldest first. */
    private int ask(RemoteLedger ledger) {
        String path = "/v1/accounts/" + RemoteLedger.part(account) + "/entries";
        try {
            List<Long> sequences = new ArrayList<>();
            if (entry != null) {
                sequences.add(entry);
            } else {
                Map<String, Object> query = new HashMap<>();
                query.put("from", from == null ? null : UtcTime.format(from));
                query.put("to", to == null ? null : UtcTime.format(to));
                query.put("limit", last == null ? USUALLY : Math.min(last, MOST_REMOTE));
                ledger.get(path, query).path("entries")
                        .forEach(e -> sequences.add(0, e.path("sequence").asLong()));
            }
            List<JsonNode> entries = new ArrayList<>();
            for (long sequence : sequences) {
                entries.add(ledger.get(path + "/" + sequence, Map.of()));
            }
            LookBack.print(spec, json ? entries.stream().map(JsonNode::toString).toList()
                    : RemoteExplanationText.of(entries));
            return entries.isEmpty() ? ExitCode.NOT_WELL : ExitCode.DONE;
        } catch (RemoteProblem e) {
            return LookBack.notFound(spec, e);
        }
    }

    private Selection selection() {
        boolean times = from != null || to != null;
        int ways = (entry == null ? 0 : 1) + (last == null ? 0 : 1) + (times ? 1 : 0);
        if (ways > 1) {
            throw new ParameterException(spec.commandLine(),
                    "Name one of --entry, --last, and --from with --to.");
        }
        if (last != null && last < 1) {
            throw new ParameterException(spec.commandLine(), "--last must be 1 or more.");
        }
        if (entry != null) {
            return Selection.entry(entry);
        }
        return times ? Selection.between(from, to)
                : Selection.last(last == null ? USUALLY : last);
    }
}
