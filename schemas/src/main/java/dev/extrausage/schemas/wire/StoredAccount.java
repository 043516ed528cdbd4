package dev.extrausage.schemas.wire;

import dev.extrausage.core.Account;

/**
 * An account as the store holds it: all that the next entry needs.
 *
 * @param account the account after its latest entry
 * @param lastHash the latest entry's hash, 32 bytes; zeros before the first (J2)
 * @param usageOffset offset of the last {@code usage-events} record decided for it; null: none yet
 */
public record StoredAccount(Account account, byte[] lastHash, Long usageOffset) {
    /** An account without any entry. */
    public static StoredAccount unknown(String accountId) {
        return new StoredAccount(Account.unknown(accountId), HashChain.start(), null);
    }
}
