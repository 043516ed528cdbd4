package dev.extrausage.journal.proof;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counts of what a watch has checked and found. Safe for use by several threads. */
public final class InvariantCounts {
    private static final Logger LOG = LoggerFactory.getLogger(InvariantCounts.class);

    private final AtomicLongArray violations =
            new AtomicLongArray(Invariant.values().length);
    private final LongAdder checked = new LongAdder();
    private volatile double share = 1;

    /** Counts and logs a fault; one is an error of the ledger, or of who wrote to its topics. */
    void violated(Invariant invariant, String account, long sequence, String why) {
        violations.incrementAndGet(invariant.ordinal());
        LOG.atError().addKeyValue("account_id", account).addKeyValue("sequence", sequence)
                .log("the journal breaks {}: account {}, entry {}: {}", invariant, account,
                        sequence, why);
    }

    void checked() {
        checked.increment();
    }

    void share(double ofAccounts) {
        share = ofAccounts;
    }

    /** The faults found; 0 in a sound journal. */
    public long violations(Invariant invariant) {
        return violations.get(invariant.ordinal());
    }

    /** The entries checked. */
    public long checkedEntries() {
        return checked.sum();
    }

    /** The share of accounts that is checked now, above 0 up to 1. */
    public double share() {
        return share;
    }
}
