package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.schemas.packed.PackedWriter;
import dev.extrausage.schemas.wire.HashChain;

/**
 * The latest entry of an account's trail, and the state after it.
 *
 * @param link the entry's place in the chain
 * @param state the account after it
 * @param usageOffset offset of the last usage record decided for the account; or null
 * @param catalogVersion the catalog version that the entry names; null before the first
 * @param rulesVersion the version of the rules that the entry names; 0 before the first
 */
record Tip(Link link, AccountState state, Long usageOffset, String catalogVersion,
        int rulesVersion) {
    /**
     * An entry's place in the chain.
     *
     * @param sequence its number; 0 before the first
     * @param offset its record; -1 before the first
     * @param hash the hash it carries
     * @param otherHash the hash its bytes have, where that is another one; else null
     * @param accused true if a finding stands against it
     */
    record Link(long sequence, long offset, byte[] hash, byte[] otherHash, boolean accused) {}

    /** The place before an account's first entry. */
    static Tip start(String accountId) {
        return new Tip(new Link(0, -1, HashChain.start(), null, false),
                new AccountState.Known(Account.unknown(accountId)), null, null, 0);
    }

    /**
     * The state assumed before an entry whose predecessors are missing: its previous_hash is taken
     * as given, its account as unknown.
     */
    Tip beyondGap(long sequence, byte[] previousHash) {
        AccountState lost = new AccountState.Unknown(state.assumedAt(sequence).account());
        return new Tip(new Link(sequence, offset(), previousHash, null, true), lost, usageOffset,
                catalogVersion, rulesVersion);
    }

    /** The same, its state packed if it can be. */
    Tip packed(PackedWriter out) {
        return with(state.packed(out));
    }

    /** The same, its state unpacked. */
    Tip unpacked() {
        return with(state.unpacked());
    }

    private Tip with(AccountState same) {
        return same == state ? this
                : new Tip(link, same, usageOffset, catalogVersion, rulesVersion);
    }

    /** True if {@code found} names this entry as the one before it. */
    boolean isNamedBy(FoundEntry found) {
        return found.names(link.hash) || found.names(link.otherHash);
    }

    long sequence() {
        return link.sequence;
    }

    long offset() {
        return link.offset;
    }

    byte[] hash() {
        return link.hash;
    }
}
