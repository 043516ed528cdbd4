package dev.extrausage.cli;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.LostOffsets;
import dev.extrausage.stream.startup.TopicCheck;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger topics}: the topics with all their settings, on a Kafka that is there. */
@Command(
        name = "topics",
        description = "Creates the ledger's topics with all their settings, and says what it did."
                + " It changes nothing that exists, and names what differs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the ledger can run on this Kafka, 1 when a difference keeps it"
                    + " from that, 2 when the command could not run."
        })
final class TopicsCommand implements Callable<Integer> {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true,
            description = "The Kafka.")
    private String bootstrap;

    @Option(names = "--partitions", paramLabel = "N",
            defaultValue = "" + StackSettings.DEFAULT_PARTITIONS,
            description = "How many partitions each topic gets (default: ${DEFAULT-VALUE}). This"
                    + " is for life: with another number an account's entries would lie apart.")
    private int partitions;

    @Option(names = "--replication", paramLabel = "N", defaultValue = "1",
            description = "How many brokers hold each topic (default: ${DEFAULT-VALUE}; 3 in"
                    + " production).")
    private int replication;

    @Option(names = "--min-insync", paramLabel = "N",
            description = "How many of them must have a record before it counts (default: one less"
                    + " than --replication, at least 1).")
    private Integer minInsync;

    @Option(names = "--recover-offsets",
            description = "If Kafka has dropped the ledger's offsets, find in the journal where to"
                    + " go on.")
    private boolean recoverOffsets;

    @Option(names = "--schema-registry", paramLabel = "URL",
            description = "The schema registry of that Kafka, for --recover-offsets.")
    private URI schemaRegistry;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LedgerSettings settings = settings();
        Cluster.knock(bootstrap);
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(settings.forClients())) {
            if (recoverOffsets) {
                recover(admin, settings, out);
            }
            TopicSetup.Report report = TopicSetup.apply(admin, settings, partitions);
            report.created().forEach(out::println);
            report.differing().forEach(out::println);
            List<String> faults = TopicCheck.faults(admin, settings.minInsyncReplicas());
            faults.stream().filter(fault -> !report.differing().contains(fault))
                    .forEach(out::println);
            out.println(summary(report, faults));
            out.flush();
            return faults.isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
        }
    }

    private LedgerSettings settings() {
        int inSync = minInsync == null ? Math.max(1, replication - 1) : minInsync;
        if (partitions < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--partitions is " + partitions + ": must be at least 1");
        }
        try {
            LedgerSettings single = LedgerSettings.single(bootstrap, Path.of("unused"));
            return new LedgerSettings(bootstrap, single.applicationId(), single.stateDirectory(), 1,
                    1, replication, inSync, single.clientSettings());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void recover(Admin admin, LedgerSettings settings, PrintWriter out) {
        try (SchemaIds ids = Target.ids(schemaRegistry)) {
            LostOffsets.recover(admin, settings, TopicCodecs.of(ids)).forEach((partition, offset) ->
                    out.println("the ledger goes on at offset " + offset + " of " + partition));
        }
    }

    private static String summary(TopicSetup.Report report, List<String> faults) {
        if (!faults.isEmpty()) {
            return "The ledger cannot run on this Kafka: " + faults.size()
                    + (faults.size() == 1 ? " setting has" : " settings have") + " to be mended.";
        }
        String did = report.created().isEmpty() ? "Everything was there; nothing was changed."
                : "Done.";
        return report.differing().isEmpty() ? did
                : did + " What differs was left as it is; the ledger can run with it.";
    }
}
