package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.acl.KafkaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class AclsOptionTest {
    @Command
    private static final class Words {
        @Mixin private AclsOption acls;
    }

    @Test void processes_have_a_principal_without_being_named() {
        Map<KafkaRole, List<String>> principals = principals();

        assertThat(principals).containsOnlyKeys(KafkaRole.values())
                .containsEntry(KafkaRole.TOP_UP, List.of("User:top-up"))
                .containsEntry(KafkaRole.OPERATOR, List.of("User:operator"));
    }

    @Test void nobody_is_clerk_or_makes_backups_unless_named() {
        assertThat(principals()).containsEntry(KafkaRole.BACKUP, List.of())
                .containsEntry(KafkaRole.CLERK, List.of());
        assertThat(principals("--principal", "clerk=User:kim", "--principal", "clerk=User:lee"))
                .containsEntry(KafkaRole.BACKUP, List.of())
                .containsEntry(KafkaRole.CLERK, List.of("User:kim", "User:lee"));
    }

    private static Map<KafkaRole, List<String>> principals(String... words) {
        Words parsed = new Words();
        CommandLine line = new CommandLine(parsed);
        line.parseArgs(words);
        return parsed.acls.principals(line.getCommandSpec());
    }
}
