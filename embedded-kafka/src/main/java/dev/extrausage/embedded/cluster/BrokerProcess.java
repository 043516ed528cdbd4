package dev.extrausage.embedded.cluster;

import dev.extrausage.embedded.ClusterMember;
import dev.extrausage.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A process with nothing but one broker of a {@link KafkaCluster} in it. */
final class BrokerProcess {
    private static final int FIXED_ARGUMENTS = 5;

    private BrokerProcess() {}

    /** The arguments of {@link #main} for a member. */
    static List<String> arguments(
            Path data, Path serving, ClusterMember member, Map<String, String> overrides) {
        List<String> all = new ArrayList<>(List.of(data.toString(), serving.toString(),
                Integer.toString(member.nodeId()), member.clusterId(),
                member.brokers().stream()
                        .map(p -> p.host() + ":" + p.port() + ":" + p.controllerPort())
                        .collect(Collectors.joining(","))));
        overrides.forEach((name, value) -> all.add(name + "=" + value));
        return all;
    }

    /** Makes a file when it serves. */
    public static void main(String[] args) throws IOException {
        List<ClusterMember.Place> places = Arrays.stream(args[4].split(",")).map(place -> {
            String[] parts = place.split(":");
            return new ClusterMember.Place(
                    parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }).toList();
        Map<String, String> overrides = Arrays.stream(args).skip(FIXED_ARGUMENTS)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        EmbeddedKafka kafka = EmbeddedKafka.join(Path.of(args[0]),
                new ClusterMember(Integer.parseInt(args[2]), args[3], places), overrides);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        Files.createFile(Path.of(args[1]));
    }
}
