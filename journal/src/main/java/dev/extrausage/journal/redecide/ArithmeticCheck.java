package dev.extrausage.journal.redecide;

import dev.extrausage.core.Money;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.List;
import java.util.Optional;

/**
 * A check, entry by entry, that an account's journal adds up: sequence numbers without a gap, no
 * pool below zero, and balances that are the sums of the postings.
 */
public final class ArithmeticCheck {
    private long sequence;
    private long complaints;
    private String first;

    /** The same check, which goes its own way from here on. */
    ArithmeticCheck copy() {
        ArithmeticCheck copy = new ArithmeticCheck();
        copy.sequence = sequence;
        copy.complaints = complaints;
        copy.first = first;
        return copy;
    }

    /**
     * Checks the account's next entry.
     *
     * @param holdings after the entry, by postings alone
     * @param moved the entry's postings, applied
     */
    public void check(WrittenEntry entry, Holdings holdings, List<Moved> moved) {
        if (entry.sequence() != sequence + 1) {
            complain("entry " + entry.sequence() + " comes where entry " + (sequence + 1)
                    + " should be");
        }
        sequence = entry.sequence();
        if (moved.stream().anyMatch(m -> m.afterNanos() < 0)) {
            complain("entry " + sequence + " takes more from a pool than is in it");
        }
        check("allowance", entry.allowanceLeftNanos(), holdings.allowanceNanos());
        check("extra usage", entry.extraUsageNanos(), holdings.extraUsageNanos());
    }

    private void check(String pool, long written, long added) {
        if (written != added) {
            complain("entry " + sequence + " says " + usd(written) + " of " + pool
                    + " is left, but the postings add up to " + usd(added));
        }
    }

    private void complain(String sentence) {
        complaints++;
        first = first == null ? sentence : first;
    }

    /** A sentence on the first error and how many more there are; empty when all adds up. */
    public Optional<String> complaint() {
        return first == null ? Optional.empty()
                : Optional.of("The journal does not add up: " + first
                + (complaints > 1 ? " (and " + (complaints - 1) + " more)" : "")
                + ". Run `ledger audit`.");
    }

    private static String usd(long nanos) {
        return nanos < 0 ? nanos + " nano-USD" : Money.format(nanos);
    }
}
