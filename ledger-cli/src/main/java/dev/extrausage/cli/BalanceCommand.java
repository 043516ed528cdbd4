package dev.extrausage.cli;

import dev.extrausage.cli.account.BalanceReport;
import dev.extrausage.cli.account.DrawRate;
import dev.extrausage.cli.account.SnapshotJson;
import dev.extrausage.cli.cluster.Cluster;
import dev.extrausage.cli.cluster.Snapshots;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.schemas.Balance;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger balance}: all there is to know of one account. */
@Command(
        name = "balance",
        description = "Shows an account: what is left of its plan and of each grant, its limits, what is"
                + " in flight, whether its apps may run and why not, and how many days its credit lasts"
                + " at the present rate.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The present rate is what was drawn from extra usage in the last seven days, or since the",
            "account's first entry if that is later, but over one day at least.",
            "",
            "Exit status: 0 when the account was shown, 1 when the ledger does not know it, 2 when the",
            "command could not run."
        })
final class BalanceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String account;

    @Option(names = "--json",
            description = "The snapshot as one JSON object, amounts in nano-USD, with the rate.")
    private boolean json;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Bounds.accountId(account);
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        try (Cluster cluster = target.connect()) {
            Optional<Balance> balance = Snapshots.of(cluster, account);
            if (balance.isEmpty() || balance.get().getPlan() == null && !json) {
                spec.commandLine().getErr().println(unknown(balance));
                return ExitCode.NOT_WELL;
            }
            Instant now = Instant.now();
            show(balance.get(), DrawRate.read(cluster, account, now), now);
            return balance.get().getPlan() == null ? ExitCode.NOT_WELL : ExitCode.DONE;
        }
    }

    private String unknown(Optional<Balance> balance) {
        return balance.isEmpty()
                ? "ledger: there is no account " + account + ": nothing was ever decided for it."
                : "ledger: the account " + account + " was never opened: all of its "
                        + balance.get().getSequence() + " inputs were refused. A PlanStarted opens it.";
    }

    private void show(Balance balance, DrawRate rate, Instant now) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SnapshotJson.of(balance, rate, now));
        } else {
            BalanceReport.of(balance, rate, now).forEach(out::println);
        }
        out.flush();
    }
}
