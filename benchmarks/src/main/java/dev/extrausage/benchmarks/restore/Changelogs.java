package dev.extrausage.benchmarks.restore;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/** The topics that stores are restored from. */
final class Changelogs {
    private static final String SUFFIX = "-changelog";

    private Changelogs() {}

    /** The size of each on the brokers, in bytes. */
    static Map<String, Long> bytes(Admin admin) {
        Map<String, Long> bytes = new TreeMap<>();
        try {
            List<Integer> brokers = admin.describeCluster().nodes().get().stream()
                    .map(Node::id).toList();
            for (Map<String, LogDirDescription> folders
                    : admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                folders.values().forEach(folder -> folder.replicaInfos().forEach((partition, r) -> {
                    if (partition.topic().endsWith(SUFFIX)) {
                        bytes.merge(partition.topic(), r.size(), Long::sum);
                    }
                }));
            }
            return bytes;
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
