package dev.extrausage.benchmarks.contender;

import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The task of a contender; it travels to its process as JSON.
 *
 * @param contender which one it is
 * @param bootstrapServers where its Kafka is
 * @param stateDirectory where its stores lie
 * @param threads of Kafka Streams
 * @param commitIntervalMillis how often it commits
 * @param writings what a passthrough writes; empty for the others
 */
public record Job(
        Contender contender, String bootstrapServers, String stateDirectory, int threads,
        long commitIntervalMillis, List<Writing> writings) {

    /** The consumer group, which is also the application id. */
    public String group() {
        return groupOf(contender);
    }

    /** The consumer group of a contender. */
    public static String groupOf(Contender contender) {
        return contender == Contender.LEDGER ? LedgerSettings.DEFAULT_APPLICATION_ID
                : "bench-" + contender.option();
    }

    /** The settings that every contender runs with: the ledger's. */
    LedgerSettings settings() {
        return new LedgerSettings(bootstrapServers, group(), Path.of(stateDirectory), threads, 1, 1,
                1, Map.of(), commitIntervalMillis);
    }
}
