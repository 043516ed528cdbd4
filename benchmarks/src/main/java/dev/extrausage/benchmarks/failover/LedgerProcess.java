package dev.extrausage.benchmarks.failover;

import dev.extrausage.embedded.FreePorts;
import dev.extrausage.embedded.cluster.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of two processes of the ledger, as an operator starts it. */
final class LedgerProcess implements AutoCloseable {
    private static final String ACTIVE = "extra_usage_partitions_active ";
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final Path folder;
    private List<String> flags;
    private final String bootstrap;
    private final int threads;
    private final int operations;
    private ChildJvm child;

    LedgerProcess(String name, Path folder, String bootstrap, int threads) {
        this.name = name;
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.threads = threads;
        operations = FreePorts.next();
    }

    /** Starts it with these flags of its JVM, and so does each later {@link #start()}. */
    void start(List<String> jvmFlags) {
        flags = jvmFlags;
        start();
    }

    void start() {
        child = ChildJvm.start(name, folder, flags, Map.of(
                "LEDGER_BOOTSTRAP_SERVERS", bootstrap, "LEDGER_INSTANCES", "2",
                "LEDGER_THREADS", Integer.toString(threads),
                "LEDGER_STATE_DIR", folder.resolve(name + "-state").toString(),
                "LEDGER_READY_FILE", readyFile().toString(),
                "LEDGER_OPERATIONS_LISTEN", Integer.toString(operations)),
                "dev.extrausage.stream.app.LedgerApp");
    }

    private Path readyFile() {
        return folder.resolve(name + ".ready");
    }

    /** Ends it with SIGKILL; its ready file goes, too, since nobody else sees to it. */
    void kill() {
        child.close();
        try {
            Files.deleteIfExists(readyFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it with SIGTERM, and returns when it has ended. */
    void stop() {
        child.stop();
        child.close();
    }

    /** True when it decides partitions, or says that it is a healthy spare. */
    boolean isReady() {
        if (!child.isAlive()) {
            throw new IllegalStateException("it has ended: " + child.tail());
        }
        return Files.exists(readyFile());
    }

    /** The partitions that it decides. */
    int activePartitions() {
        try {
            return http.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + operations + "/metrics"))
                    .timeout(LONGEST_ANSWER).build(), HttpResponse.BodyHandlers.ofString())
                    .body().lines().filter(line -> line.startsWith(ACTIVE))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(ACTIVE.length())))
                    .findFirst().orElse(0);
        } catch (IOException e) {
            return 0; // it has not opened its port yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    String tail() {
        return child.tail();
    }

    @Override public void close() {
        if (child != null) {
            child.close();
        }
    }
}
