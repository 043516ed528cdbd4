package dev.extrausage.benchmarks.audit;

/** A way to read the whole journal. */
enum AuditContender {
    /** Reads committed entries and decodes them. */
    DECODE("decode"),
    /** Proves them, and compares their end with the snapshots. */
    AUDIT("audit");

    private final String says;

    AuditContender(String says) {
        this.says = says;
    }

    /** In a table. */
    String says() {
        return says;
    }
}
