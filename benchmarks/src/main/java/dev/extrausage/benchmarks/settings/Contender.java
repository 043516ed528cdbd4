package dev.extrausage.benchmarks.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The programs that are run against each other on the same events. */
public enum Contender {
    /** Exactly-once passthrough: one record of a journal entry's size for each event. */
    CEILING,
    /** Exactly-once passthrough that writes as many records and bytes as the ledger in all. */
    EQUAL_WORK,
    /** The topology a user would write: {@code groupByKey().aggregate()} with a RocksDB store. */
    DSL,
    /**
     * The same without the store's cache, which is on by default: then every event is answered, as
     * the ledger does, and not only the last one of an account between two commits.
     */
    DSL_UNCACHED,
    /** The ledger, with everything on. */
    LEDGER;

    /** The name in options, as in {@code equal-work}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name in JSON, as in {@code equal_work}. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The contender of that name in options, if there is one. */
    public static Optional<Contender> named(String option) {
        return Arrays.stream(values()).filter(c -> c.option().equals(option)).findAny();
    }
}
