package dev.extrausage.stream;

/** An account in memory: decoded, with what its snapshot needs. */
final class HotAccount {
    /** About what an account without any credit takes of the heap, in bytes. */
    static final int LEAST_BYTES = 1_000;

    private static final int BYTES_PER_STORED_BYTE = 4;

    private final AccountMark mark;
    private final byte[] key;
    private StoredAccount stored;
    private int bytes;
    private String catalogVersion;
    private long time;
    private boolean changed;

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

    /** Takes what the store now has of it for its weight; it is then as in the store. */
    void written(int storedBytes) {
        changed = false;
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
        this.stored = after;
        this.catalogVersion = catalogVersion;
        this.time = time;
        this.changed = true;
        return first;
    }

    AccountMark mark() {
        return mark;
    }

    byte[] key() {
        return key;
    }

    StoredAccount stored() {
        return stored;
    }

    String catalogVersion() {
        return catalogVersion;
    }

    long time() {
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
