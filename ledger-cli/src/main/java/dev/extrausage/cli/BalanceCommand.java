package dev.extrausage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.cli.remote.RemoteLedger;
import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.cli.text.AsOfText;
import dev.extrausage.cli.text.BalanceReport;
import dev.extrausage.cli.text.RemoteBalanceText;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.redecide.RedecidedHistory;
import dev.extrausage.journal.reports.asof.AsOf;
import dev.extrausage.journal.reports.asof.AsOfJson;
import dev.extrausage.journal.reports.balance.DrawRate;
import dev.extrausage.journal.reports.balance.SnapshotJson;
import dev.extrausage.journal.reports.balance.Snapshots;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Balance;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger balance}: all there is to know of one account. */
@Command(
        name = "balance",
        description = "Shows an account: what is left of its plan and of each grant, its limits,"
                + " what is in flight, whether its apps may run and why not, and how many days its"
                + " credit lasts at the present rate.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A past balance is read from the journal, also of a stopped ledger. Amounts count from"
                    + " the time at which they took effect; the ledger knew of them from the time"
                    + " at which it had received their input and every one decided before.",
            "",
            "The present rate is what was drawn from extra usage in the last seven days, or since"
                    + " the account's first entry if that is later, but over one day at least.",
            "",
            "Exit status: 0 when the account was shown, 1 when the ledger does not know it, 2 when"
                    + " the command could not run."
        })
final class BalanceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String account;

    @Option(names = "--json",
            description = "The snapshot as one JSON object, amounts in nano-USD, with the rate.")
    private boolean json;

    @Option(names = "--as-of", paramLabel = "T", converter = UtcInstant.class,
            description = "How it stood at that time, inclusive, by what is known now ("
                    + UtcInstant.FORM + "). Where that is not what the ledger had said by then,"
                    + " both are shown, with the entries that came later.")
    private Long asOf;

    @Option(names = "--as-known-at", paramLabel = "T", converter = UtcInstant.class,
            description = "What the ledger had said by that time, inclusive; with --as-of, what it"
                    + " had said by that time of that one.")
    private Long asKnownAt;

    @Mixin private KeptCatalogOption catalogOption;

    @Mixin private Target target;

    @Mixin private RemoteOption remote;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LookBack.accountId(spec, account);
        Optional<RemoteLedger> ledger = remote.ledger();
        if (ledger.isPresent()) {
            return ask(ledger.get());
        }
        if (asOf != null || asKnownAt != null) {
            return lookBack();
        }
        try (Cluster cluster = target.connect()) {
            Optional<Balance> balance = Snapshots.of(cluster, account);
            if (balance.isEmpty() || balance.get().getPlan() == null && !json) {
                spec.commandLine().getErr().println(unknown(balance));
                return ExitCode.NOT_WELL;
            }
            Instant now = Instant.now();
            show(cluster, balance.get(), DrawRate.read(cluster, account, now), now);
            return balance.get().getPlan() == null ? ExitCode.NOT_WELL : ExitCode.DONE;
        }
    }

    private int ask(RemoteLedger ledger) {
        String path = "/v1/accounts/" + RemoteLedger.part(account);
        boolean past = asOf != null || asKnownAt != null;
        Map<String, Object> times = new HashMap<>();
        times.put("as_of", asOf == null ? null : UtcTime.format(asOf));
        times.put("as_known_at", asKnownAt == null ? null : UtcTime.format(asKnownAt));
        try {
            JsonNode answer = past ? ledger.get(path + "/balance", times)
                    : ledger.get(path, Map.of());
            LookBack.print(spec, json || past ? List.of(answer.toPrettyString())
                    : RemoteBalanceText.of(answer));
            return ExitCode.DONE;
        } catch (RemoteProblem e) {
            return LookBack.notFound(spec, e);
        }
    }

    private int lookBack() {
        AsOf question = new AsOf(asOf, asKnownAt);
        RedecidedHistory history = LookBack.redecide(
                target::openJournal, catalogOption, spec, account, question::add);
        if (history.entries() == 0) {
            return LookBack.unknown(spec, account);
        }
        AsOf.Answer answer = question.answer();
        LookBack.print(spec, json ? List.of(AsOfJson.of(account, answer))
                : AsOfText.of(account, answer));
        history.arithmetic().complaint().ifPresent(spec.commandLine().getErr()::println);
        return answer.addsUp() && history.arithmetic().complaint().isEmpty()
                ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private String unknown(Optional<Balance> balance) {
        return balance.isEmpty()
                ? "ledger: there is no account " + account + ": nothing was ever decided for it."
                : "ledger: the account " + account + " was never opened: all of its "
                        + balance.get().getSequence() + " inputs were refused. A PlanStarted"
                        + " opens it.";
    }

    private void show(Cluster cluster, Balance balance, DrawRate rate, Instant now) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SnapshotJson.of(balance, rate, now));
        } else {
            BalanceReport.of(balance, rate, now, names(cluster, balance)).forEach(out::println);
        }
        out.flush();
    }

    /** The names in messages of the catalog version that decided the account's last entry. */
    private CatalogVersion.Texts names(Cluster cluster, Balance balance) {
        Catalog catalog = catalogOption.named().orElseGet(() -> KeptCatalogOption.keptOn(
                cluster.access().forClients()));
        CatalogVersion version = catalog.version(balance.getCatalogVersion());
        return version == null ? CatalogVersion.Texts.DEFAULT : version.texts();
    }
}
