package dev.extrausage.cli;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.Pass;
import dev.extrausage.cli.text.TextTable;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.UtcTime;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger key}: the keys of the HTTP API. */
@Command(
        name = "key",
        description = "Makes, lists and revokes the keys of the HTTP API. They are kept as hashes"
                + " on the topic api-keys, and hold at every instance of the API.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 when it was done, 1 when there is no such key, 2 when the"
                + " command could not run."})
final class KeyCommand implements Runnable {
    private static final Duration READ_WITHIN = Duration.ofSeconds(30);
    private static final String ACTOR = "ledger-cli";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name one of create, list, revoke.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = "Makes a key and prints it: this is the only time that it is shown.")
    int create(
            @Option(names = "--role", paramLabel = "R", required = true,
                    description = "customer, member, inference, support, finance or operator.")
            String role,
            @Option(names = "--account", paramLabel = "A",
                    description = "The one account of a customer or a member.") String account,
            @Option(names = "--member", paramLabel = "M",
                    description = "The one member of a member's key.") String member,
            @Option(names = "--expires", paramLabel = "T", converter = UtcInstant.class,
                    description = "Good until then (" + UtcInstant.FORM + "); by default until it"
                            + " is revoked.") Long expires,
            @Option(names = "--note", paramLabel = "TEXT", description = "What it is for.")
            String note,
            @Mixin Target target) {
        try {
            Scope scope = Scope.parse(role, account, member);
            return with(target, desk -> {
                KeyDesk.Made made = desk.create(scope, expires, ACTOR, note);
                spec.commandLine().getErr().println("Key " + made.pass().id() + ", role "
                        + role + ". It is not shown again:");
                spec.commandLine().getErr().flush();
                LookBack.print(spec, List.of(made.key().text()));
                return ExitCode.DONE;
            });
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage()
                    + "; roles are " + Arrays.stream(Role.values()).map(Role::text)
                            .collect(Collectors.joining(", ")), e);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the keys, the oldest first; never their secrets.")
    int list(@Mixin Target target) {
        return with(target, desk -> {
            TextTable table = new TextTable(
                    "id", "role", "account", "member", "created", "until", "note");
            desk.list().forEach(pass -> table.row(row(pass).toArray()));
            LookBack.print(spec, table.lines(""));
            return ExitCode.DONE;
        });
    }

    private static List<String> row(Pass pass) {
        String until = pass.revoked() != null ? "revoked " + UtcTime.format(pass.revoked().at())
                : pass.expiresAt() == null ? "revoked" : UtcTime.format(pass.expiresAt());
        return List.of(pass.id(), pass.scope().role().text(), orDash(pass.scope().accountId()),
                orDash(pass.scope().memberId()), UtcTime.format(pass.createdAt()), until,
                orDash(pass.note()));
    }

    private static String orDash(String text) {
        return text == null ? "-" : text;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true,
            description = "Revokes a key: it lets nobody in any more, at any instance.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The key's id, the part of it between the"
                    + " first two underscores.") String id,
            @Mixin Target target) {
        return with(target, desk -> {
            if (desk.revoke(id, ACTOR).isEmpty()) {
                spec.commandLine().getErr().println("ledger: there is no key " + id + ".");
                return ExitCode.NOT_WELL;
            }
            LookBack.print(spec, List.of("Key " + id + " is revoked."));
            return ExitCode.DONE;
        });
    }

    private static int with(Target target, Function<KeyDesk, Integer> work) {
        try (Cluster cluster = target.connect(); KeyRing ring = new KeyRing(cluster)) {
            ring.start();
            if (!ring.awaitComplete(READ_WITHIN)) {
                throw new ClusterProblem("The topic api-keys was not read within "
                        + READ_WITHIN.toSeconds() + " s.");
            }
            try (KeyDesk desk = new KeyDesk(cluster, ring, InstantSource.system())) {
                return work.apply(desk);
            }
        }
    }
}
