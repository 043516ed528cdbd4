package dev.extrausage.embedded;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One broker of a cluster, each of which is a controller as well.
 *
 * @param nodeId its number, from 1 to that of brokers
 * @param clusterId the cluster's name, the same for all; as {@code Uuid.randomUuid()} writes one
 * @param brokers the places of all of them, beginning with that of number 1
 */
public record ClusterMember(int nodeId, String clusterId, List<Place> brokers) {
    /** The place where one broker listens: for clients and other brokers, and as a controller. */
    public record Place(String host, int port, int controllerPort) { }

    /** Copies the list; throws {@link IllegalArgumentException} for a number that has no place. */
    public ClusterMember {
        brokers = List.copyOf(brokers);
        if (nodeId < 1 || nodeId > brokers.size()) {
            throw new IllegalArgumentException(
                    "nodeId is " + nodeId + ": must be 1 to " + brokers.size());
        }
    }

    Place own() {
        return brokers.get(nodeId - 1);
    }

    /** As {@code controller.quorum.voters} has it. */
    String voters() {
        return IntStream.rangeClosed(1, brokers.size()).mapToObj(node -> node + "@"
                + brokers.get(node - 1).host() + ":" + brokers.get(node - 1).controllerPort())
                .collect(Collectors.joining(","));
    }
}
