package dev.extrausage.benchmarks.audit;

import com.sun.management.OperatingSystemMXBean;
import dev.extrausage.benchmarks.process.CommandLoop;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.journal.proof.Audit;
import dev.extrausage.journal.proof.AuditOptions;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.CommonClientConfigs;

/** A process that reads the whole journal as often as it is told, audited or only decoded. */
final class ReaderMain {
    private static final double NANOS_PER_SECOND = 1e9;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, Object> kafka;

    private ReaderMain(String bootstrapServers) {
        kafka = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** Takes Kafka's address. */
    public static void main(String[] args) throws Exception {
        CommandLoop loop = new CommandLoop();
        ReaderMain reader = new ReaderMain(args[0]);
        loop.say(Map.of("started", true));
        loop.serve((command, arguments) ->
                reader.measured(AuditContender.valueOf(command) == AuditContender.AUDIT
                        ? reader::audit : reader::decode));
    }

    private Reading measured(LongSupplier read) {
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long entries = read.getAsLong();
        return new Reading(entries, (System.nanoTime() - start) / NANOS_PER_SECOND,
                (system.getProcessCpuTime() - cpu) / NANOS_PER_SECOND);
    }

    /** As {@code ledger audit} does. */
    private long audit() {
        try (Audit audit = new Audit(kafka, new JournalReader(kafka),
                CatalogFile.defaultCatalog(), TopicCodecs.of(ReleasedSchemas.load()),
                AuditOptions.journalOnly())) {
            AuditReport report = audit.run();
            if (!report.allHolds()) {
                throw new IllegalStateException("the journal does not hold: "
                        + report.findings().inOrder().get(0));
            }
            return report.entries();
        }
    }

    /** As many threads as the audit has, and the same consumers; nothing is kept. */
    private long decode() {
        TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
        JournalReader reader = new JournalReader(kafka);
        reader.readJournal(partition -> entry -> codecs.balanceChanges().decode(entry.value()));
        return reader.recordsRead();
    }
}
