package dev.extrausage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger catalog}: the root of what is done with catalogs; by itself it only says what. */
@Command(
        name = "catalog",
        description = "Checks catalogs of prices, plans and terms, compares them, and makes a new"
                + " version from a price list. None of it needs a running ledger.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CatalogCheckCommand.class,
            CatalogDiffCommand.class,
            CatalogImportCommand.class
        },
        footer = {
            "",
            "Exit status: 0 when all is well, 1 when something is not as it should be, 2 when the",
            "command could not run; `ledger catalog COMMAND --help` says more."
        })
final class CatalogCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name one of check, diff, import.");
    }
}
