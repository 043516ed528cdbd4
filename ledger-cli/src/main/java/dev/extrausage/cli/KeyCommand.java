package dev.extrausage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger key}: makes, lists and revokes keys of the HTTP API. */
@Command(
        name = "key",
        description = "Makes, lists and revokes keys of the HTTP API (docs/OPERATIONS.md, \"Who may"
                + " do what\").",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCreateCommand.class, KeyListCommand.class, KeyRevokeCommand.class},
        footer = {
            "",
            "Exit status: 0 when it is done, 1 when there is no such key to revoke, 2 when the"
                    + " command could not run."
        })
final class KeyCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name one: create, list or revoke.");
    }
}
