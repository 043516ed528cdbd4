package dev.extrausage.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.schemas.acl.Permission;
import dev.extrausage.schemas.acl.Permissions;
import dev.extrausage.stream.startup.LedgerSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of permissions in OPERATIONS is what the code gives. */
class PermissionTableTest {
    @ParameterizedTest @EnumSource
    void the_table_of_operations_has_each_role(KafkaRole role) {
        assertThat(SourceTree.text("docs/OPERATIONS.md").lines()).contains(row(role));
    }

    private static String row(KafkaRole role) {
        List<Permission> all = Permissions.of(role, LedgerSettings.DEFAULT_APPLICATION_ID);
        return "| `" + role.roleName() + "`: " + role.words() + " | "
                + topics(all, AclOperation.READ) + " | " + topics(all, AclOperation.WRITE) + " | "
                + others(all) + " |";
    }

    private static String topics(List<Permission> all, AclOperation operation) {
        return all.stream().filter(p -> Topics.named(p.name()).isPresent()
                        && p.operations().contains(operation)).map(p -> "`" + p.name() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String others(List<Permission> all) {
        List<String> others = new ArrayList<>();
        List<Permission> ours =
                all.stream().filter(p -> Topics.named(p.name()).isPresent()).toList();
        if (ours.size() == Topics.values().length) {
            Set<AclOperation> everywhere = EnumSet.allOf(AclOperation.class);
            ours.forEach(p -> everywhere.retainAll(p.operations()));
            others.add("every topic: " + everywhere.stream().map(AclOperation::name)
                    .collect(Collectors.joining(", ")));
        }
        all.stream().filter(p -> !ours.contains(p)).forEach(p -> others.add(
                p.type().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " `" + p.name()
                        + (p.pattern() == PatternType.PREFIXED ? "…" : "") + "`: "
                        + p.operationNames()));
        return String.join("; ", others);
    }
}
