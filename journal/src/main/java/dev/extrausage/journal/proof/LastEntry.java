package dev.extrausage.journal.proof;

import dev.extrausage.schemas.wire.StoredAccount;

/**
 * An account after its last entry, as a proved journal gives it.
 *
 * @param stored all that the next entry needs
 * @param catalogVersion the catalog version that decided the entry
 * @param receivedAt the receipt of the entry's input, milliseconds since 1970
 */
public record LastEntry(StoredAccount stored, String catalogVersion, long receivedAt) {
    /** The account's id. */
    public String accountId() {
        return stored.account().accountId();
    }
}
