package dev.extrausage.cli;

import dev.extrausage.schemas.acl.KafkaRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The principals to whom the ledger's permissions on Kafka are given. */
final class AclsOption {
    @Option(names = "--acls",
            description = "Also give each role's principal the permissions that it needs, and no"
                    + " more (ACLs). Whoever runs this must be allowed to alter the cluster.")
    private boolean acls;

    @Option(names = "--principal", paramLabel = "ROLE=PRINCIPAL",
            description = "The principal of a role, in place of User:ROLE; repeatable, also for"
                    + " the same role. With mTLS it is the certificate's name, as User:CN=ledger."
                    + " Roles: ledger, top-up, auto-reload, cycle-reset, api, inference, auditor,"
                    + " operator; and backup and clerk, which nobody has unless named.")
    private List<String> principals = List.of();

    /** True if permissions are asked for. */
    boolean areAskedFor() {
        return acls;
    }

    /** The principals by role; a {@link ParameterException} for one that names no role. */
    Map<KafkaRole, List<String>> principals(CommandSpec spec) {
        Map<KafkaRole, List<String>> all = new EnumMap<>(KafkaRole.class);
        for (String named : principals) {
            int equals = named.indexOf('=');
            KafkaRole role = KafkaRole.named(named.substring(0, Math.max(0, equals)))
                    .orElseThrow(() -> new ParameterException(spec.commandLine(),
                            "--principal is " + named + ": must be ROLE=PRINCIPAL, of a role of "
                                    + Arrays.stream(KafkaRole.values()).map(KafkaRole::roleName)
                                            .collect(Collectors.joining(", "))));
            String principal = named.substring(equals + 1);
            if (!principal.matches("[^:]+:.+") || principal.endsWith(":*")) {
                throw new ParameterException(spec.commandLine(), "--principal is " + named
                        + ": the principal must be of the form User:NAME");
            }
            all.computeIfAbsent(role, any -> new ArrayList<>()).add(principal);
        }
        for (KafkaRole role : KafkaRole.values()) {
            all.putIfAbsent(role, role.hasUsualPrincipal()
                    ? List.of(role.usualPrincipal()) : List.of());
        }
        return all;
    }
}
