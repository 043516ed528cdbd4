package dev.extrausage.cli;

import dev.extrausage.cli.text.RefusedText;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.reports.refused.OpenRefusals;
import dev.extrausage.journal.reports.refused.RefusedJson;
import dev.extrausage.journal.reports.refused.RefusedReport;
import dev.extrausage.journal.reports.refused.RefusedUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger refused}: usage that nobody pays for, because it has no price. */
@Command(
        name = "refused",
        description = "Lists usage that was refused for want of a price, by the model, service"
                + " tier or unit that has none: it was served, and nobody pays for it. What was"
                + " sent again and accepted since is not in it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Times are those of the requests. What they would cost is said by the catalog version",
            "in force at each request's time: a version may be added for a time in the past. Then",
            "`ledger resubmit` sends them again.",
            "",
            "Exit status: 0 when there is no such usage, 1 when there is, 2 when the command could",
            "not run."
        })
final class RefusedCommand implements Callable<Integer> {
    @Option(names = "--since", paramLabel = "T", converter = UtcInstant.class,
            description = "Requests from then on (" + UtcInstant.FORM + ").")
    private Long since;

    @Option(names = "--json", description = "One JSON object; amounts in nano-USD.")
    private boolean json;

    @Mixin private KeptCatalogOption catalogOption;

    @Mixin private JournalOption journal;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        RefusedUsage wanted = new RefusedUsage(RefusedUsage.UNPRICED, since);
        Optional<Catalog> named = catalogOption.named();
        RefusedReport report = LookBack.in(journal::open, spec, (open, entries) -> {
            Catalog running = KeptCatalogOption.keptOn(open.kafka());
            RefusedReport sums = new RefusedReport(running, named.orElse(running));
            new OpenRefusals(entries, wanted).forEach(sums::add);
            return sums;
        });
        LookBack.print(spec, json ? List.of(RefusedJson.of(report, wanted))
                : RefusedText.of(report));
        return report.sums().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }
}
