package dev.extrausage.cli;

import dev.extrausage.cli.text.TrialBalanceText;
import dev.extrausage.journal.reports.trial.TrialBalance;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger trial-balance}: all accounts added up. */
@Command(
        name = "trial-balance",
        description = "Adds up all accounts: total per pool, liability by grant kind, breakage, and"
                + " what nobody paid. It sums to zero.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What leaves a pool is its debit, what enters it its credit: credit that was sold is a",
            "liability until it is used, expires or is paid back.",
            "",
            "Exit status: 0 when it sums to zero and every entry adds up, 1 when not, 2 when the",
            "command could not run."
        })
final class TrialBalanceCommand implements Callable<Integer> {
    @Option(names = "--at", paramLabel = "T", converter = UtcInstant.class,
            description = "What took effect up to then, inclusive (" + UtcInstant.FORM
                    + "); by default everything.")
    private Long at;

    @Option(names = "--csv", description = "For a spreadsheet; amounts in US dollars, exact.")
    private boolean csv;

    @Mixin private JournalOption journal;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        TrialBalance.Report report = LookBack.on(
                journal::open, spec, entries -> TrialBalance.of(entries, at));
        LookBack.print(spec,
                csv ? TrialBalanceText.csv(report) : TrialBalanceText.page(report));
        if (csv) {
            report.complaints().forEach(spec.commandLine().getErr()::println);
        }
        return report.complaints().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }
}
