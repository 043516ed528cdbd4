package dev.extrausage.stack.doctor;

import dev.extrausage.stream.startup.LedgerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** The brokers: which there are, what they can, and the room on their disks. */
final class BrokerPart {
    private static final long LEAST_FREE_BYTES = 1L << 30;
    private static final int LEAST_FREE_PERCENT = 5;

    private final Admin admin;
    private final LedgerSettings settings;

    BrokerPart(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void examine(List<Diagnosis> findings) {
        Collection<Node> nodes = Doctor.to(admin.describeCluster().nodes());
        String all = nodes.stream().map(n -> n.id() + " at " + n.host() + ":" + n.port()).sorted()
                .collect(Collectors.joining(", "));
        int wanted = settings.replicationFactor();
        findings.add(nodes.size() >= wanted ? Diagnosis.well("brokers", all)
                : Diagnosis.wrong("brokers", all + ": must be at least " + wanted
                        + ", the replication factor. Start the others"));
        features(findings);
        Doctor.to(admin.describeLogDirs(nodes.stream().map(Node::id).toList())
                .allDescriptions()).forEach((broker, disks) ->
                        disks.forEach((path, disk) -> disk(broker, path, disk, findings)));
    }

    private void features(List<Diagnosis> findings) {
        Map<String, FinalizedVersionRange> found = new TreeMap<>(Doctor.to(
                admin.describeFeatures().featureMetadata()).finalizedFeatures());
        findings.add(Diagnosis.well("features", found.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().maxVersionLevel())
                .collect(Collectors.joining(", "))));
    }

    private static void disk(
            int broker, String path, LogDirDescription disk, List<Diagnosis> findings) {
        String subject = "disk of broker " + broker;
        OptionalLong free = disk.usableBytes();
        if (disk.error() != null) {
            findings.add(Diagnosis.wrong(subject, path + " has failed: " + disk.error().getMessage()
                    + ". Mend or replace it, and start the broker again"));
        } else if (free.isPresent() && disk.totalBytes().isPresent()) {
            long percent = free.getAsLong() * 100 / Math.max(1, disk.totalBytes().getAsLong());
            String says =
                    path + " has " + (free.getAsLong() >> 20) + " MiB free, " + percent + " %";
            findings.add(free.getAsLong() >= LEAST_FREE_BYTES && percent >= LEAST_FREE_PERCENT
                    ? Diagnosis.well(subject, says)
                    : Diagnosis.wrong(subject, says + ": must be at least 1024 MiB and "
                            + LEAST_FREE_PERCENT + " %. Enlarge it, or shorten what may be kept"
                            + " shorter"));
        }
    }
}
