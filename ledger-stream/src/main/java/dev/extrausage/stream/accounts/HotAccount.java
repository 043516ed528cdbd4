package dev.extrausage.stream.accounts;

import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.duplicates.AccountMark;

/** An account in memory: decoded, with what its snapshot needs. */
public final class HotAccount {
    /** About what an account without any credit takes of the heap, in bytes. */
    static final int LEAST_BYTES = 1_000;

    private static final int BYTES_PER_STORED_BYTE = 4;

    private final AccountMark mark;
    private final byte[] key;
    private StoredAccount stored;
    private int bytes;
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
     */
    HotAccount(byte[] key, StoredAccount stored, int storedBytes) {
        this.mark = AccountMark.of(stored.account().accountId());
        this.key = key;
        this.stored = stored;
        weigh(storedBytes);
    }

    /** Marks it as used since it was loaded or last spared. */
    void use() {
        used = true;
    }

    /** Whether it was used since it was last asked, or loaded. */
    boolean isSpared() {
        boolean spared = used;
        used = false;
        return spared;
    }

    /** Takes what the commit will hold, unless another entry comes before it. */
    void encoded(byte[] state, byte[] snapshot) {
        this.state = state;
        this.snapshot = snapshot;
    }

    /** Takes what the store now has of it for its weight; it is then as in the store. */
    void written(int storedBytes) {
        changed = false;
        state = null;
        snapshot = null;
        weigh(storedBytes);
    }

    private void weigh(int storedBytes) {
        bytes = LEAST_BYTES + BYTES_PER_STORED_BYTE * storedBytes;
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

    public AccountMark mark() {
        return mark;
    }

    public byte[] key() {
        return key;
    }

    public StoredAccount stored() {
        return stored;
    }

    /** Its bytes for the store; null when they have yet to be made. */
    byte[] state() {
        return state;
    }

    /** The value of its snapshot; null when it has yet to be made. */
    byte[] snapshot() {
        return snapshot;
    }

    public String catalogVersion() {
        return catalogVersion;
    }

    public long time() {
        return time;
    }

    boolean isChanged() {
        return changed;
    }

    /** About what it takes of the heap, in bytes. */
    int bytes() {
        return bytes;
    }
}
