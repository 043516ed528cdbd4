package dev.extrausage.benchmarks.process;

import dev.extrausage.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;

/** A process with nothing but a broker in it. */
final class BrokerMain {
    private BrokerMain() {}

    /** Takes the directory for its data. */
    public static void main(String[] args) throws Exception {
        CommandLoop loop = new CommandLoop();
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0, Map.of(
                // What a round wrote is deleted soon after it: a run writes more than it reads.
                "log.retention.check.interval.ms", "5000",
                "log.segment.delete.delay.ms", "1000"));
        loop.say(Map.of("bootstrap", kafka.bootstrapServers()));
        loop.serve((command, arguments) -> {
            throw new IllegalArgumentException("a broker takes no commands: " + command);
        });
    }
}
