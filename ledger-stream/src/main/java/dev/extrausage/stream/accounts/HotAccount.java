package dev.extrausage.stream.accounts;

import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.duplicates.AccountMark;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * An account in memory, with what its snapshot needs.
 *
 * <p>Between two commits it is packed, if it is of the usual size: kept as the bytes that the store
 * has. Decoded, it is some twenty objects that lie anywhere in the heap, which takes longer to find
 * than to make anew, and each collection would copy those of every account that has changed.
 */
public final class HotAccount {
    /** About what a packed account takes of the heap beside its bytes in the store, in bytes. */
    static final int LEAST_PACKED_BYTES = 400;
    /** The longest state that is packed, of some 14 grants: decoding a longer costs too much. */
    static final int MOST_PACKED_BYTES = 1_024;
    /** About what a decoded account without any credit takes of the heap, in bytes. */
    static final int LEAST_DECODED_BYTES = 1_000;

    private static final int BYTES_PER_STORED_BYTE = 4;

    private final String accountId;
    private final AccountMark mark;
    private final byte[] key;
    /** Null while it is packed: its state has it then. */
    private StoredAccount stored;
    /** Null while none of its ids fill a block. */
    private WrittenBlocks blocks;
    private long bytes;
    private String catalogVersion;
    private long time;
    /**
     * Its bytes for the store. Packed: what it is. Changed: those of its latest entry, or null when
     * they have yet to be made. Decoded and not changed: null.
     */
    private byte[] state;
    private byte[] snapshot;
    private boolean changed;
    private boolean used;

    private HotAccount(String accountId, byte[] key) {
        this.accountId = accountId;
        this.mark = AccountMark.of(accountId);
        this.key = key;
    }

    /**
     * An account as it is in the store, decoded.
     *
     * @param key its id, as the keys of its records have it
     * @param storedBytes how long its state in the store is; 0 if it has none
     * @param blocks the blocks of ids that the store holds beside it; null: none
     */
    static HotAccount decoded(
            byte[] key, StoredAccount stored, int storedBytes, WrittenBlocks blocks) {
        HotAccount account = new HotAccount(stored.account().accountId(), key);
        account.stored = stored;
        account.blocks = blocks;
        account.weigh(storedBytes);
        return account;
    }

    /** An account of these bytes in the store, which {@link #canBePacked}. */
    static HotAccount packed(String accountId, byte[] key, byte[] state) {
        HotAccount account = new HotAccount(accountId, key);
        account.state = state;
        account.weigh(state.length);
        return account;
    }

    /** Tells whether bytes of the store, without any beside them, are kept as they are. */
    static boolean canBePacked(byte[] state) {
        return state.length <= MOST_PACKED_BYTES && !AccountCodec.hasBlocks(state);
    }

    /** Sets its CLOCK bit: it is used since the hand last passed. */
    void use() {
        used = true;
    }

    /** Clears its CLOCK bit, as the hand passes; returns whether it was set. */
    boolean clearUsed() {
        boolean wasUsed = used;
        used = false;
        return wasUsed;
    }

    /** Holds its bytes for the store, until another entry overtakes them. */
    void encoded(byte[] state) {
        this.state = state;
    }

    /**
     * Holds the value of its snapshot for the commit, until another entry overtakes it.
     *
     * @param snapshot the account as {@link #stored} now has it, in the wire format
     */
    public void holdSnapshot(byte[] snapshot) {
        this.snapshot = snapshot;
    }

    /** Hands over the snapshot that it held; null if it has yet to be made. */
    public byte[] takeSnapshot() {
        byte[] taken = snapshot;
        snapshot = null;
        return taken;
    }

    /** It is now as in the store, its snapshot made or handed over: packs it, if it can be. */
    void written() {
        int storedBytes = state.length;
        changed = false;
        if (canBePacked(state)) {
            stored = null;
        } else {
            state = null;
        }
        weigh(storedBytes);
    }

    private void weigh(int storedBytes) {
        bytes = stored == null ? LEAST_PACKED_BYTES + storedBytes
                : LEAST_DECODED_BYTES + BYTES_PER_STORED_BYTE
                * (storedBytes + (blocks == null ? 0 : blocks.bytes()));
    }

    /** Has the store hold its full blocks of ids, and no other. */
    void writeBlocks(KeyValueStore<byte[], byte[]> store) {
        if (blocks == null && AccountCodec.hasBlocks(state)) {
            blocks = new WrittenBlocks(key);
        }
        if (blocks != null) {
            blocks.write(stored.account(), store);
        }
    }

    /**
     * The account after an entry.
     *
     * @param catalogVersion the version that decided the entry
     * @param time the input's receipt, milliseconds since 1970: its snapshot's too
     * @return whether it was as in the store until now
     */
    boolean change(StoredAccount after, String catalogVersion, long time) {
        boolean first = !changed;
        boolean packed = stored == null;
        this.snapshot = null;
        this.stored = after;
        if (packed) {
            weigh(state.length); // as decoded
        }
        this.state = null;
        this.catalogVersion = catalogVersion;
        this.time = time;
        this.changed = true;
        return first;
    }

    /** The mark under which its event ids are remembered. */
    public AccountMark mark() {
        return mark;
    }

    /** Its id. */
    String accountId() {
        return accountId;
    }

    /** Its id, as the keys of its records have it; the caller must not change it. */
    public byte[] key() {
        return key;
    }

    /** The account after its latest entry; made anew with each call while it is packed. */
    public StoredAccount stored() {
        return stored != null ? stored : AccountCodec.decode(accountId, state);
    }

    /** The bytes for the store of a changed account; null when they have yet to be made. */
    byte[] state() {
        return state;
    }

    /** The catalog version that decided its latest entry; null before the first in memory. */
    public String catalogVersion() {
        return catalogVersion;
    }

    /** The receipt of its latest entry's input, in milliseconds since 1970. */
    public long time() {
        return time;
    }

    boolean isChanged() {
        return changed;
    }

    /** About what it takes of the heap, in bytes. */
    long bytes() {
        return bytes;
    }
}
