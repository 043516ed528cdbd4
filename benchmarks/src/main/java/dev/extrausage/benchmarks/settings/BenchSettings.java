package dev.extrausage.benchmarks.settings;

import java.nio.file.Path;
import java.util.Set;

/**
 * The choices for a run.
 *
 * @param accounts 1 to 10,000,000
 * @param skew how unevenly usage falls on accounts: the k-th busiest gets a share in proportion to
 *     about {@code k^-skew}; 0, all alike, to 3
 * @param duplicates the share of events that are sent a second time, 0 to 0.9
 * @param partitions of every topic, 1 to 64
 * @param threads of Kafka Streams in every contender, 1 to 64
 * @param commitIntervalMillis of every contender, 10 to 60,000
 * @param events that every contender handles in a round, 1,000 to 100,000,000
 * @param warmUpEvents that every contender handles before the first round, 0 to 100,000,000
 * @param rounds 1 to 100
 * @param heapMegabytes the heap of every contender's process, 128 to 65,536
 * @param seed another one, other events
 * @param directory where a folder with all data is made, and removed at the end
 * @param contenders who takes part; {@code EQUAL_WORK} only beside {@code LEDGER}
 */
public record BenchSettings(
        int accounts, double skew, double duplicates, int partitions, int threads,
        long commitIntervalMillis, long events, long warmUpEvents, int rounds, int heapMegabytes,
        long seed, Path directory, Set<Contender> contenders) {

    /** The greatest number of events of a round, and of a warm-up. */
    public static final long MOST_EVENTS = 100_000_000;

    /** Throws {@link BadSetting} for the first that is out of its bounds. */
    public BenchSettings {
        within("--accounts", accounts, 1, 10_000_000);
        share("--skew", skew, 3);
        share("--duplicates", duplicates, 0.9);
        within("--partitions", partitions, 1, 64);
        within("--threads", threads, 1, 64);
        within("--commit-interval", commitIntervalMillis, 10, 60_000);
        within("--events", events, 1_000, MOST_EVENTS);
        within("--warm-up", warmUpEvents, 0, MOST_EVENTS);
        within("--rounds", rounds, 1, 100);
        within("--heap", heapMegabytes, 128, 65_536);
        contenders = Set.copyOf(contenders);
        if (contenders.isEmpty()) {
            throw new BadSetting("--contenders", "empty", "at least one of them");
        }
        if (contenders.contains(Contender.EQUAL_WORK) && !contenders.contains(Contender.LEDGER)) {
            throw new BadSetting("--contenders", Contender.EQUAL_WORK.option(), "beside ledger:"
                    + " how much work is equal is measured on it");
        }
    }

    private static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new BadSetting(option, value, min + " to " + max);
        }
    }

    private static void share(String option, double value, double max) {
        if (!(value >= 0 && value <= max)) {
            throw new BadSetting(option, value, "0 to " + max);
        }
    }

    /** The usage events of the whole run, as every contender sees them. */
    public long allEvents() {
        return warmUpEvents + rounds * events;
    }

    /** As this one, but only these take part. */
    public BenchSettings of(Set<Contender> others) {
        return new BenchSettings(accounts, skew, duplicates, partitions, threads,
                commitIntervalMillis, events, warmUpEvents, rounds, heapMegabytes, seed, directory,
                others);
    }

    /** As this one, but nobody takes part but the ledger. */
    public BenchSettings ofLedgerAlone() {
        return of(Set.of(Contender.LEDGER));
    }

    /** As this one, with so many accounts. */
    public BenchSettings ofAccounts(int other) {
        return new BenchSettings(other, skew, duplicates, partitions, threads,
                commitIntervalMillis, events, warmUpEvents, rounds, heapMegabytes, seed, directory,
                contenders);
    }

    /** As this one, with another skew. */
    public BenchSettings ofSkew(double other) {
        return new BenchSettings(accounts, other, duplicates, partitions, threads,
                commitIntervalMillis, events, warmUpEvents, rounds, heapMegabytes, seed, directory,
                contenders);
    }

    /** As this one, with another share of duplicates. */
    public BenchSettings ofDuplicates(double other) {
        return new BenchSettings(accounts, skew, other, partitions, threads,
                commitIntervalMillis, events, warmUpEvents, rounds, heapMegabytes, seed, directory,
                contenders);
    }

    /** As this one, with so many events, once and without a warm-up. */
    public BenchSettings ofOnePass(long allEvents) {
        return new BenchSettings(accounts, skew, duplicates, partitions, threads,
                commitIntervalMillis, allEvents, 0, 1, heapMegabytes, seed, directory, contenders);
    }

    /** As this one, but no event is sent twice. */
    public BenchSettings withoutDuplicates() {
        return ofDuplicates(0);
    }

    /** As this one, with so many partitions. */
    public BenchSettings ofPartitions(int other) {
        return new BenchSettings(accounts, skew, duplicates, other, threads,
                commitIntervalMillis, events, warmUpEvents, rounds, heapMegabytes, seed, directory,
                contenders);
    }

    /** As this one, with so many threads. */
    public BenchSettings ofThreads(int other) {
        return new BenchSettings(accounts, skew, duplicates, partitions, other,
                commitIntervalMillis, events, warmUpEvents, rounds, heapMegabytes, seed, directory,
                contenders);
    }

    /** As this one, committing so often. */
    public BenchSettings ofCommitInterval(long other) {
        return new BenchSettings(accounts, skew, duplicates, partitions, threads, other, events,
                warmUpEvents, rounds, heapMegabytes, seed, directory, contenders);
    }

    /** As this one, with so many events in a round. */
    public BenchSettings ofEvents(long other) {
        return new BenchSettings(accounts, skew, duplicates, partitions, threads,
                commitIntervalMillis, other, warmUpEvents, rounds, heapMegabytes, seed, directory,
                contenders);
    }
}
