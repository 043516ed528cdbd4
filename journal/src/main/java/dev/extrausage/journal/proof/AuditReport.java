package dev.extrausage.journal.proof;

/**
 * The result of an audit.
 *
 * @param partitions how many the journal has
 * @param accounts how many have entries
 * @param entries how many records of the journal were read
 * @param ofEarlierRules those of them that earlier rules decided: linked, and not decided again (J5)
 * @param pending inputs that the ledger had not come to yet; 0 if inputs were not looked at
 * @param findings what does not hold
 */
public record AuditReport(
        int partitions, long accounts, long entries, long ofEarlierRules, long pending,
        Findings findings) {

    /** True if all that was looked at holds. */
    public boolean allHolds() {
        return findings.total() == 0;
    }
}
