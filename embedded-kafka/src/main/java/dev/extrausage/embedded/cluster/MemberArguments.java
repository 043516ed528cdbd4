package dev.extrausage.embedded.cluster;

import dev.extrausage.embedded.ClusterMember;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The arguments that a broker's process is started with.
 *
 * @param data the broker's directory
 * @param serving a file to make when it serves
 * @param member who it is
 * @param settings of the broker, by Kafka's names
 */
record MemberArguments(
        Path data, Path serving, ClusterMember member, Map<String, String> settings) {
    private static final int FIXED = 5;

    /** As {@link #read} takes them. */
    String[] written() {
        List<String> all = new ArrayList<>(List.of(data.toString(), serving.toString(),
                Integer.toString(member.nodeId()), member.clusterId(),
                member.brokers().stream()
                        .map(p -> p.host() + ":" + p.port() + ":" + p.controllerPort())
                        .collect(Collectors.joining(","))));
        settings.forEach((name, value) -> all.add(name + "=" + value));
        return all.toArray(String[]::new);
    }

    static MemberArguments read(String[] args) {
        List<ClusterMember.Place> places = Arrays.stream(args[4].split(",")).map(place -> {
            String[] parts = place.split(":");
            return new ClusterMember.Place(
                    parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }).toList();
        return new MemberArguments(Path.of(args[0]), Path.of(args[1]),
                new ClusterMember(Integer.parseInt(args[2]), args[3], places),
                Arrays.stream(args).skip(FIXED).map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }
}
