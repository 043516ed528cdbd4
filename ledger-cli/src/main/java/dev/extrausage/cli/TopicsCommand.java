package dev.extrausage.cli;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.AclSetup;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.LostOffsets;
import dev.extrausage.stream.startup.StartOffsets;
import dev.extrausage.stream.startup.TopicCheck;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger topics}: the topics with all their settings, on a Kafka that is there. */
@Command(
        name = "topics",
        description = "Creates the ledger's topics with all their settings, and says what it did."
                + " It changes nothing that exists, and names what differs. With --acls it gives"
                + " the ledger's processes their permissions as well.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the ledger can run on this Kafka, 1 when a difference keeps it"
                    + " from that or a permission is not as it should be, 2 when the command could"
                    + " not run."
        })
final class TopicsCommand implements Callable<Integer> {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true,
            description = "The Kafka.")
    private String bootstrap;

    @Option(names = "--partitions", paramLabel = "N",
            defaultValue = "" + StackSettings.DEFAULT_PARTITIONS,
            description = "How many partitions each topic gets (default: ${DEFAULT-VALUE}). This"
                    + " is changed by `ledger reshard` alone.")
    private int partitions;

    @Mixin private ReplicationOptions copies;

    @Option(names = "--check",
            description = "Create nothing; name what differs, permissions (ACLs) included if this"
                    + " Kafka has any: those that are missing and those that are too much.")
    private boolean check;

    @Option(names = "--recover-offsets",
            description = "If Kafka has dropped the ledger's offsets, find in the journal where to"
                    + " go on.")
    private boolean recoverOffsets;

    @Option(names = "--schema-registry", paramLabel = "URL", converter = WebUrl.class,
            description = "The schema registry of that Kafka, for --recover-offsets.")
    private URI schemaRegistry;

    @Mixin private AclsOption acls;

    @Mixin private KafkaConfigOption kafka;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LedgerSettings settings = settings();
        Map<KafkaRole, List<String>> principals = acls.principals(spec);
        Cluster.knock(kafka.access(bootstrap));
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(settings.forClients())) {
            StartOffsets.requireNoRestore(admin, settings.applicationId());
            if (recoverOffsets && !check) {
                recover(admin, settings, out);
            }
            TopicSetup.Report report = check ? TopicSetup.look(admin, settings, partitions)
                    : TopicSetup.apply(admin, settings, partitions);
            report.created().forEach(out::println);
            report.differing().forEach(out::println);
            List<String> faults = TopicCheck.faults(admin, settings.minInsyncReplicas());
            faults.stream().filter(fault -> !report.differing().contains(fault))
                    .forEach(out::println);
            List<String> wrong = permissions(
                    new AclSetup(admin, principals, settings.applicationId()), out);
            wrong.forEach(out::println);
            out.println(summary(report, faults, wrong));
            out.flush();
            return faults.isEmpty() && wrong.isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
        }
    }

    private LedgerSettings settings() {
        if (partitions < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--partitions is " + partitions + ": must be at least 1");
        }
        return copies.settings(kafka.access(bootstrap), LedgerSettings.DEFAULT_APPLICATION_ID,
                Path.of("unused"));
    }

    /** Gives or checks the permissions, as it was asked to; what is wrong with them. */
    private List<String> permissions(AclSetup setup, PrintWriter out) {
        if (acls.areAskedFor() && !check) {
            setup.apply().forEach(out::println);
            return setup.differences();
        }
        if (!check) {
            return List.of();
        }
        if (!setup.isAuthorizing()) {
            out.println("This Kafka has no authorizer: whoever reaches it may do everything.");
            return acls.areAskedFor() ? List.of("authorizer.class.name is not set") : List.of();
        }
        return setup.differences();
    }

    private void recover(Admin admin, LedgerSettings settings, PrintWriter out) {
        try (SchemaIds ids = Target.ids(schemaRegistry)) {
            LostOffsets.recover(admin, settings, TopicCodecs.of(ids)).forEach((partition, offset) ->
                    out.println("the ledger goes on at offset " + offset + " of " + partition));
        }
    }

    private String summary(
            TopicSetup.Report report, List<String> faults, List<String> wrong) {
        if (!faults.isEmpty()) {
            return "The ledger cannot run on this Kafka: " + faults.size()
                    + (faults.size() == 1 ? " setting has" : " settings have") + " to be mended.";
        }
        if (!wrong.isEmpty()) {
            return "The permissions are not as they should be: " + wrong.size()
                    + (wrong.size() == 1 ? " has" : " have") + " to be mended.";
        }
        String did = !report.created().isEmpty() ? "Done."
                : check ? "Everything is there; nothing was changed."
                : "Everything was there; nothing was changed.";
        return report.differing().isEmpty() ? did
                : did + " What differs was left as it is; the ledger can run with it.";
    }
}
