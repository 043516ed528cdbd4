package dev.extrausage.cli;

import dev.extrausage.api.access.keys.Pass;
import dev.extrausage.cli.text.KeyText;
import dev.extrausage.core.BadInput;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger key revoke}: ends a key. */
@Command(
        name = "revoke",
        description = "Revokes a key: it lets nobody in any more. A key that was revoked before"
                + " stays as it is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the key is revoked, 1 when there is none of that id, 2 when the"
                    + " command could not run."
        })
final class KeyRevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The key's id, as `ledger key list` shows it.")
    private String id;

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}",
            description = "Who revokes it (default: ${DEFAULT-VALUE}).")
    private String by;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try (OpenKeys keys = new OpenKeys(target)) {
            Optional<Pass> revoked = keys.desk().revoke(id, by);
            LookBack.print(spec, revoked.isPresent()
                    ? KeyText.of(List.of(revoked.get()), System.currentTimeMillis())
                    : List.of("there is no key of that id"));
            return revoked.isPresent() ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
