package dev.extrausage.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The accounts of one partition: the hot ones decoded in memory, all of them in a store.
 *
 * <p>Most events meet an account that was met a moment ago. It is decoded once, changed in memory,
 * and written by {@link #flush} before the commit: one put, one changelog record and one snapshot,
 * however many entries it had since the last. Which accounts stay is told by their last use and by
 * what they take of the heap; those that the commit has still to hold are never given up, and when
 * they alone take too much, an early commit is asked for.
 *
 * <p>All of it is a copy of the store and of what the transaction has added, so it must be
 * forgotten whenever the store may have been rolled back, or changed by somebody else.
 */
final class Accounts {
    /** The store's name; its changelog topic carries it. */
    static final String STORE = "accounts";
    /** About what a task's hot accounts may take of the heap, in bytes. */
    static final long MEMORY_BYTES = 64L * 1024 * 1024;

    private static final float LOAD_FACTOR = 0.75f;

    private final KeyValueStore<byte[], byte[]> store;
    private final long mostBytes;
    private final Runnable askForCommit;
    /** By account id; the one used last is at the end. */
    private final Map<String, HotAccount> hot = new LinkedHashMap<>(1024, LOAD_FACTOR, true);
    /** In the order in which they were first changed since the last commit. */
    private final List<HotAccount> changed = new ArrayList<>();
    private long bytes;
    private boolean lostEntries;

    /** {@code askForCommit}: has the transaction committed soon. */
    Accounts(KeyValueStore<byte[], byte[]> store, long mostBytes, Runnable askForCommit) {
        this.store = store;
        this.mostBytes = mostBytes;
        this.askForCommit = askForCommit;
    }

    /** The account after its latest entry, or an unknown one; {@code key} is its id in bytes. */
    HotAccount get(String accountId, byte[] key) {
        HotAccount account = hot.get(accountId);
        return account != null ? account : load(accountId, key);
    }

    private HotAccount load(String accountId, byte[] key) {
        byte[] state = store.get(key);
        HotAccount account = state == null
                ? new HotAccount(key, StoredAccount.unknown(accountId), 0)
                : new HotAccount(key, AccountCodec.decode(accountId, state), state.length);
        hot.put(accountId, account);
        bytes += account.bytes();
        if (bytes > mostBytes) {
            giveUpUnused();
        }
        return account;
    }

    /** As {@link HotAccount#change}: the commit will hold it. */
    void change(HotAccount account, StoredAccount after, String catalogVersion, long time) {
        if (account.change(after, catalogVersion, time)) {
            changed.add(account);
        }
    }

    /**
     * Writes what has changed since the last call, and then shows each to {@code snapshots}.
     *
     * @throws IllegalStateException if {@link #forget} dropped entries of this transaction: it
     *     would commit the inputs and not what they did
     */
    void flush(Consumer<HotAccount> snapshots) {
        if (lostEntries) {
            throw new IllegalStateException("accounts were forgotten whose entries the"
                    + " transaction holds: it must not be committed");
        }
        if (changed.isEmpty()) {
            return;
        }
        List<KeyValue<byte[], byte[]>> writes = new ArrayList<>(changed.size());
        for (HotAccount account : changed) {
            byte[] state = AccountCodec.encode(account.stored());
            writes.add(KeyValue.pair(account.key(), state));
            bytes -= account.bytes();
            account.written(state.length);
            bytes += account.bytes();
        }
        store.putAll(writes);
        changed.forEach(snapshots);
        changed.clear();
        if (bytes > mostBytes) {
            giveUpUnused();
        }
    }

    /**
     * Gives up the accounts not used for longest, as far as they are as in the store; never the one
     * used last, which is about to be changed.
     */
    private void giveUpUnused() {
        Iterator<HotAccount> unused = hot.values().iterator();
        while (bytes > mostBytes && hot.size() > 1) {
            HotAccount account = unused.next();
            // Behind a changed one are those used after it: mostly changed ones too.
            if (account.isChanged()) {
                askForCommit.run();
                return;
            }
            unused.remove();
            bytes -= account.bytes();
        }
    }

    /**
     * Forgets all of it. What was not flushed is lost, as its transaction is; so if that were yet
     * to be committed, by a task that was not initialised anew, {@link #flush} refuses.
     */
    void forget() {
        lostEntries |= !changed.isEmpty();
        hot.clear();
        changed.clear();
        bytes = 0;
    }
}
