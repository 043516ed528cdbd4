package dev.extrausage.cli;

import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.cli.text.KeyText;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.UtcTime;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger key create}: makes a key and shows it, once. */
@Command(
        name = "create",
        description = "Makes a key and shows it: on its own on standard output, so that it can be"
                + " sent to a file. It is shown this once; only its SHA-256 is kept.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the key is made, 2 when the command could not run."
        })
final class KeyCreateCommand implements Callable<Integer> {
    @Option(names = "--role", paramLabel = "ROLE", required = true,
            description = "customer, member, inference, support, finance or operator.")
    private String role;

    @Option(names = "--account", paramLabel = "ID",
            description = "The account of a customer or a member.")
    private String account;

    @Option(names = "--member", paramLabel = "ID", description = "The member.")
    private String member;

    @Option(names = "--expires", paramLabel = "WHEN",
            description = "Its end: a number of days, 90d, or a time, 2027-01-31T00:00:00Z; by"
                    + " default none.")
    private String expires;

    @Option(names = "--note", paramLabel = "TEXT",
            description = "Why it is made: 1 to 500 characters.")
    private String note;

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}",
            description = "Who makes it (default: ${DEFAULT-VALUE}).")
    private String by;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Scope scope = Scope.parse(role, account, member);
            Long end = end(System.currentTimeMillis());
            try (OpenKeys keys = new OpenKeys(target)) {
                KeyDesk.Made made = keys.desk().create(scope, end, by, note);
                PrintWriter about = spec.commandLine().getErr();
                KeyText.of(List.of(made.pass()), System.currentTimeMillis())
                        .forEach(about::println);
                about.flush();
                LookBack.print(spec, List.of(made.key().text()));
                return ExitCode.DONE;
            }
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Long end(long now) {
        if (expires == null) {
            return null;
        }
        return expires.matches("[1-9][0-9]{0,3}d")
                ? now + TimeUnit.DAYS.toMillis(
                        Long.parseLong(expires.substring(0, expires.length() - 1)))
                : (Long) UtcTime.parse("--expires", expires);
    }
}
