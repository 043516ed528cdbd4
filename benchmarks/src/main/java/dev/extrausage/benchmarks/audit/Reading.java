package dev.extrausage.benchmarks.audit;

/**
 * One reading of a whole journal.
 *
 * @param entries that were read
 * @param seconds it took
 * @param cpuSeconds the processor time its process took meanwhile, compiling and collecting
 *     included
 */
record Reading(long entries, double seconds, double cpuSeconds) {
    private static final double MILLION = 1e6;

    double entriesPerSecond() {
        return entries / seconds;
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds / (entries / MILLION);
    }
}
