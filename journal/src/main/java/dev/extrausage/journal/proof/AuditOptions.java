package dev.extrausage.journal.proof;

import dev.extrausage.journal.proof.checkpoint.Checkpoint;

/**
 * The scope of an audit besides the journal and {@code balances}.
 *
 * @param inputs whether it reads the three input topics as well
 * @param applicationId the ledger's application id: what it has decided is asked for by this name
 * @param payments a card processor's list, which the journal is compared with both ways; or null
 * @param since a checkpoint that the journal must extend, up to which nothing is compared with its
 *     decision again; or null
 */
public record AuditOptions(
        boolean inputs, String applicationId, PaymentList payments, Checkpoint since) {
    /** Of the journal and {@code balances} alone. */
    public static AuditOptions journalOnly() {
        return new AuditOptions(false, null, null, null);
    }

    /** The inputs of that ledger as well. */
    public static AuditOptions withInputs(String applicationId) {
        return new AuditOptions(true, applicationId, null, null);
    }
}
