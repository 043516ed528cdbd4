package dev.extrausage.cli;

import dev.extrausage.cli.text.WhatIfText;
import dev.extrausage.journal.reports.whatif.WhatIf;
import dev.extrausage.journal.reports.whatif.WhatIfJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger what-if}: an account's past under another catalog. */
@Command(
        name = "what-if",
        description = "Decides an account's causes again under another catalog (prices, plans,"
                + " apps, terms) and shows the difference per app, model and pool. Changes"
                + " nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Payments and requests are taken as they were: no top-up is added or left out, and",
            "whoever would have been blocked is taken to have gone on.",
            "",
            "Exit status: 0 when the difference was shown, 1 when the ledger does not know the",
            "account, 2 when the command could not run."
        })
final class WhatIfCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String account;

    @Option(names = "--catalog", paramLabel = "FILE", required = true,
            description = "The other catalog, all versions of it.")
    private Path file;

    @Option(names = "--json", description = "One JSON object; amounts in nano-USD.")
    private boolean json;

    @Mixin private JournalOption journal;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LookBack.accountId(spec, account);
        WhatIf whatIf = new WhatIf(account, CatalogOption.read(file));
        LookBack.on(journal::open, spec, entries -> {
            entries.read(account, whatIf::add);
            return null;
        });
        if (whatIf.entries() == 0) {
            return LookBack.unknown(spec, account);
        }
        LookBack.print(spec, json ? List.of(WhatIfJson.of(account, whatIf))
                : WhatIfText.of(account, file.toString(), whatIf));
        return ExitCode.DONE;
    }
}
