package dev.extrausage.embedded.cluster;

import dev.extrausage.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;

/** A process with nothing but one broker of a {@link KafkaCluster} in it. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** Takes {@link MemberArguments}, and makes their file when it serves. */
    public static void main(String[] args) throws IOException {
        MemberArguments arguments = MemberArguments.read(args);
        EmbeddedKafka kafka = EmbeddedKafka.join(
                arguments.data(), arguments.member(), arguments.settings());
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        Files.createFile(arguments.serving());
    }
}
