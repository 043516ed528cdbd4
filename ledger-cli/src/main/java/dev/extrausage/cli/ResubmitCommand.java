package dev.extrausage.cli;

import dev.extrausage.cli.text.ResubmitText;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.journal.reports.refused.RefusedJson;
import dev.extrausage.journal.reports.refused.RefusedUsage;
import dev.extrausage.journal.reports.refused.Resubmission;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.stream.startup.LedgerSettings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger resubmit}: sends refused usage again. */
@Command(
        name = "resubmit",
        description = "Sends usage again that was refused and not accepted since, as it was, waits"
                + " until the ledger has decided it, and says what became of it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ids and times stay: what was accepted meanwhile counts once, and the catalog version",
            "in force at a request's time decides it. What is more than 35 days old would be",
            "refused TOO_OLD, and what has no price still would be refused again: both are said,",
            "and not sent. A request of the cycle before draws on that cycle's allowance for as",
            "long as late usage may, and is said to be late; after that it draws on the present",
            "one's.",
            "",
            "Exit status: 0 when nothing of that reason is left open, or by --dry-run would be; 1",
            "when something is: too old, without a price still, or refused again; 2 when the",
            "command could not run."
        })
final class ResubmitCommand implements Callable<Integer> {
    @Option(names = "--reason", paramLabel = "REASON", required = true,
            converter = MendableReason.class,
            description = "Usage refused for that reason: UNPRICED_MODEL, UNPRICED_TIER,"
                    + " UNPRICED_UNIT, UNKNOWN_ACCOUNT, ACCOUNT_CLOSED, IN_THE_FUTURE, OVERFLOW.")
    private Reason reason;

    @Option(names = "--since", paramLabel = "T", converter = UtcInstant.class,
            description = "Requests from then on (" + UtcInstant.FORM + ").")
    private Long since;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object; amounts in nano-USD.")
    private boolean json;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        RefusedUsage wanted = new RefusedUsage(Set.of(reason), since);
        Resubmission.Result result = dryRun ? run(wanted, null) : send(wanted);
        LookBack.print(spec, json ? List.of(RefusedJson.of(result))
                : ResubmitText.of(reason, result));
        return result.leavesNothing() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private Resubmission.Result send(RefusedUsage wanted) {
        try (Cluster cluster = target.connect();
                Publisher publisher = Publisher.ordered(
                        cluster, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            return run(wanted, new Resubmission.Way() {
                @Override public void send(UsageEvent usage) {
                    publisher.publish(usage);
                }

                @Override public void awaitDecided() {
                    publisher.finish();
                }
            });
        }
    }

    private Resubmission.Result run(RefusedUsage wanted, Resubmission.Way way) {
        return LookBack.in(target::openJournal, spec, (open, entries) -> new Resubmission(entries,
                KeptCatalogOption.keptOn(open.kafka()), System::currentTimeMillis, way)
                .run(wanted));
    }
}
