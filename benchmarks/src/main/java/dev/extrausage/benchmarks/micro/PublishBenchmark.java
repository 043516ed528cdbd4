package dev.extrausage.benchmarks.micro;

import dev.extrausage.client.Published;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The cost of publishing to a request: check, id, encoding, and the wait until it is on file.
 * Kafka is away, which is all the same to a request; what waits is deleted afterwards.
 */
@State(Scope.Benchmark)
public class PublishBenchmark {
    private static final long ROOM = 4L * 1024 * 1024 * 1024;

    private final Usage usage = Usage.of("account-4711").app("claude.ai").session("session-4711")
            .model("claude-sonnet-4-5").tokens(1_200, 800).build();
    private Path folder;
    private UsagePublisher publisher;

    /** An empty spool for each iteration. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("publish-benchmark");
        publisher = UsagePublisher.builder().bootstrapServers("127.0.0.1:1").spool(folder)
                .spoolBytes(ROOM).open();
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        publisher.close(Duration.ZERO);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    /** From the call to its return. */
    @Benchmark
    public Published publish() {
        return publisher.publish(usage);
    }
}
