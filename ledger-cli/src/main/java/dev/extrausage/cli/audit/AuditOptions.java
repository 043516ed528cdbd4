package dev.extrausage.cli.audit;

/**
 * What an audit looks at besides the journal and {@code balances}.
 *
 * @param inputs whether it reads the three input topics as well
 * @param applicationId the ledger's application id: what it has decided is asked for by this name
 */
public record AuditOptions(boolean inputs, String applicationId) {}
