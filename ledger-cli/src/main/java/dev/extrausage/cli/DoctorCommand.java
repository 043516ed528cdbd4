package dev.extrausage.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.extrausage.cli.text.TextTable;
import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.stack.doctor.Doctor;
import dev.extrausage.stack.doctor.Diagnosis;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger doctor}: what is wrong with a cluster or this machine, and what to do. */
@Command(
        name = "doctor",
        description = "Examines the ledger's Kafka and this machine: brokers, features, topics,"
                + " replicas, disks, groups with their lag, clocks, the schema registry, the parts of"
                + " a running `ledger up`, certificates and folders. One line each: that it is well,"
                + " or what is wrong and what to do. It changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The clock of a broker is read from a record that it stamps, in a transaction that is"
                    + " aborted: nobody sees it.",
            "",
            "Exit status: 0 when all is well, 1 when something is not, 2 when the command could"
                    + " not run."
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT",
            description = "The Kafka; by default that of the `ledger up` on --data.")
    private String bootstrap;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = Target.DEFAULT_DATA,
            description = "The data directory of `ledger up` (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's group (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Option(names = "--schema-registry", paramLabel = "URL", converter = WebUrl.class,
            description = "The schema registry that must answer; by default that of the `ledger up`"
                    + " on --data, if it has one.")
    private URI schemaRegistry;

    @Mixin private ReplicationOptions copies;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    @Mixin private KafkaConfigOption kafka;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        KafkaAccess access = bootstrap != null ? kafka.access(bootstrap)
                : kafka.access(Target.runningOn(data));
        Cluster.knock(access);
        LedgerSettings settings = copies.settings(access, applicationId, data.resolve("state"));
        List<Diagnosis> findings = new Doctor(
                settings, TopUpConsumers.groups(), Optional.of(data),
                Optional.ofNullable(schemaRegistry)).examine();
        boolean isWell = findings.stream().allMatch(Diagnosis::isWell);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings, isWell));
        } else {
            TextTable table = new TextTable("", "part", "finding");
            findings.forEach(f -> table.row(f.isWell() ? "ok" : "WRONG", f.subject(), f.says()));
            table.lines("").stream().skip(1).forEach(out::println);
        }
        out.flush();
        return isWell ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private static String json(List<Diagnosis> findings, boolean isWell) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode lines = mapper.createArrayNode();
        findings.forEach(f -> lines.addObject().put("part", f.subject()).put("ok", f.isWell())
                .put("finding", f.says()));
        return mapper.writeValueAsString(
                mapper.createObjectNode().put("ok", isWell).set("findings", lines));
    }
}
