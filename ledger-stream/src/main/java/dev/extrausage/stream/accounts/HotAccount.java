package dev.extrausage.stream.accounts;

import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.duplicates.AccountMark;
import org.apache.kafka.streams.state.KeyValueStore;

/** An account in memory: decoded, with what its snapshot needs. */
public final class HotAccount {
    /** About what an account without any credit takes of the heap, in bytes. */
    static final int LEAST_BYTES = 1_000;

    private static final int BYTES_PER_STORED_BYTE = 4;

    private final AccountMark mark;
    private final byte[] key;
    private StoredAccount stored;
    /** Null while none of its ids fill a block. */
    private WrittenBlocks blocks;
    private long bytes;
    private String catalogVersion;
    private long time;
    private byte[] state;
    private byte[] snapshot;
    private boolean changed;
    private boolean used;

    /**
     * An account as it is in the store.
     *
     * @param key its id, as the keys of its records have it
     * @param storedBytes how long its state in the store is; 0 if it has none
     * @param blocks the blocks of ids that the store holds beside it; null: none
     */
    HotAccount(byte[] key, StoredAccount stored, int storedBytes, WrittenBlocks blocks) {
        this.mark = AccountMark.of(stored.account().accountId());
        this.key = key;
        this.stored = stored;
        this.blocks = blocks;
        weigh(storedBytes);
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

    /** Takes what the store now has of it for its weight; it is then as in the store. */
    void written(int storedBytes) {
        changed = false;
        state = null;
        weigh(storedBytes);
    }

    private void weigh(int storedBytes) {
        bytes = LEAST_BYTES + BYTES_PER_STORED_BYTE
                * (storedBytes + (blocks == null ? 0 : blocks.bytes()));
    }

    /** Has the store hold its full blocks of ids, and no other. */
    void writeBlocks(KeyValueStore<byte[], byte[]> store) {
        if (blocks == null && IdBlock.isIn(stored.account())) {
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
        this.state = null;
        this.snapshot = null;
        this.stored = after;
        this.catalogVersion = catalogVersion;
        this.time = time;
        this.changed = true;
        return first;
    }

    /** The mark under which its event ids are remembered. */
    public AccountMark mark() {
        return mark;
    }

    /** Its id, as the keys of its records have it; the caller must not change it. */
    public byte[] key() {
        return key;
    }

    /** The account after its latest entry. */
    public StoredAccount stored() {
        return stored;
    }

    /** Its bytes for the store; null when they have yet to be made. */
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
