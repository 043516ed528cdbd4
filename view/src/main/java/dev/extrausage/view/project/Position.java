package dev.extrausage.view.project;

/**
 * The next offsets of a partition, which guard every change of its tables.
 *
 * @param cluster the cluster and the topics that they belong to
 * @param entries of {@code balance-changes}
 * @param balances of {@code balances}
 * @param requests of {@code top-up-requests}
 */
record Position(String cluster, long entries, long balances, long requests) {
    /** True if none of the offsets is before the other's. */
    boolean isFrom(Position other) {
        return entries >= other.entries && balances >= other.balances
                && requests >= other.requests;
    }

    /** The offsets, in the order of the topics. */
    long[] offsets() {
        return new long[] {entries, balances, requests};
    }

    static Position start(String cluster) {
        return new Position(cluster, 0, 0, 0);
    }
}
