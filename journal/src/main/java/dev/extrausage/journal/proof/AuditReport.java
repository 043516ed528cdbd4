package dev.extrausage.journal.proof;

/**
 * The result of an audit.
 *
 * @param partitions how many the journal has
 * @param accounts how many have entries
 * @param entries how many records of the journal were read
 * @param earlier those of them that earlier rules decided: linked, not re-decided
 * @param pending inputs that the ledger had not come to yet; 0 if inputs were not looked at
 * @param payments what was compared with a processor's list; null if there was none
 * @param findings what does not hold
 */
public record AuditReport(
        int partitions, long accounts, long entries, EarlierEntries earlier, long pending,
        PaymentSums payments, Findings findings) {

    /** True if all that was looked at holds. */
    public boolean allHolds() {
        return findings.total() == 0;
    }
}
