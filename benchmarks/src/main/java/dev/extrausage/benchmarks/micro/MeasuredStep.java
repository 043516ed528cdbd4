package dev.extrausage.benchmarks.micro;

/** The steps of the ledger for an event besides moving bytes, in their order. */
enum MeasuredStep {
    DECODE("decode and validate"),
    DUPLICATES("look for its id, and remember it"),
    STATE("find the account in memory"),
    DECIDE("decide: price, fund, notices"),
    ENTRY("encode the entry"),
    HASH("SHA-256 of the chain"),
    COMMIT_ACCOUNTS("at a commit: encode the touched accounts"),
    COMMIT_SNAPSHOTS("at a commit: encode their snapshots"),
    COMMIT_IDS("at a commit: write the new ids");

    private final String says;

    MeasuredStep(String says) {
        this.says = says;
    }

    /** In a table. */
    String says() {
        return says;
    }
}
