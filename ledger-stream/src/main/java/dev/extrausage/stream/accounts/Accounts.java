package dev.extrausage.stream.accounts;

import dev.extrausage.schemas.wire.StoredAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The accounts of one partition: the hot ones decoded in memory, all of them in a store.
 *
 * <p>Most events meet an account that was met a moment ago. It is decoded once, changed in memory,
 * and written by {@link #flush} before the commit: one put, one changelog record and one snapshot,
 * however many entries it had since the last. Which accounts stay is told by their use and by what
 * they take of the heap; those that the commit has still to hold are never given up, and when they
 * are half of all and there is too much, an early commit is asked for.
 *
 * <p>All of it is a copy of the store and of what the transaction has added, so it must be
 * forgotten whenever the store may have been rolled back, or changed by somebody else.
 */
public final class Accounts {
    /** The store's name; its changelog topic carries it. */
    public static final String STORE = "accounts";
    private static final int SHARE_OF_HEAP = 4;

    private final KeyValueStore<byte[], byte[]> store;
    private final long mostBytes;
    private final Runnable askForCommit;
    private final Snapshots snapshots;
    private final PackedWriter out = new PackedWriter();
    /** By account id, in the order in which they were loaded, or last spared. */
    private final Map<String, HotAccount> hot = new LinkedHashMap<>();
    /** In the order in which they were first changed since the last commit. */
    private final List<HotAccount> changed = new ArrayList<>();
    private long bytes;
    private boolean lostEntries;

    /** What the world is told of an account. */
    public interface Snapshots {
        /** The value of its snapshot. */
        byte[] of(HotAccount account);

        /** Sends it. */
        void send(HotAccount account, byte[] snapshot);
    }

    /** {@code askForCommit}: has the transaction committed soon. */
    public Accounts(KeyValueStore<byte[], byte[]> store, long mostBytes, Runnable askForCommit,
            Snapshots snapshots) {
        this.snapshots = snapshots;
        this.store = store;
        this.mostBytes = mostBytes;
        this.askForCommit = askForCommit;
    }

    /** What a task's may take if this process has them all: a quarter of the heap in all. */
    public static long bytesOfEach(int tasks) {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / tasks;
    }

    /** The account after its latest entry, or an unknown one; {@code key} is its id in bytes. */
    public HotAccount get(String accountId, byte[] key) {
        HotAccount account = hot.get(accountId);
        if (account == null) {
            return load(accountId, key);
        }
        account.use();
        return account;
    }

    private HotAccount load(String accountId, byte[] key) {
        byte[] state = store.get(key);
        HotAccount account = state == null
                ? new HotAccount(key, StoredAccount.unknown(accountId), 0)
                : new HotAccount(key, AccountCodec.decode(accountId, state), state.length);
        hot.put(accountId, account);
        bytes += account.bytes();
        if (bytes > mostBytes) {
            giveUpUnused(account);
        }
        return account;
    }

    /**
     * As {@link HotAccount#change}: the commit will hold it.
     *
     * <p>Most accounts have one entry in a commit, so it is encoded with its first, while all of it
     * is in the processor's cache: at the commit that would take four times as long. The few that
     * have another are encoded again at the commit, however many more they have.
     */
    public void change(HotAccount account, StoredAccount after, String catalogVersion, long time) {
        if (account.change(after, catalogVersion, time)) {
            changed.add(account);
            account.encoded(AccountCodec.encode(after, out), snapshots.of(account));
        }
    }

    /**
     * Writes what has changed since the last call, and sends a snapshot of each.
     *
     * @throws IllegalStateException if {@link #forget} dropped entries of this transaction: it
     *     would commit the inputs and not what they did
     */
    public void flush() {
        if (lostEntries) {
            throw new IllegalStateException("accounts were forgotten whose entries the"
                    + " transaction holds: it must not be committed");
        }
        if (changed.isEmpty()) {
            return;
        }
        List<KeyValue<byte[], byte[]>> writes = new ArrayList<>(changed.size());
        for (HotAccount account : changed) {
            if (account.state() == null) {
                account.encoded(AccountCodec.encode(account.stored(), out),
                        snapshots.of(account));
            }
            writes.add(KeyValue.pair(account.key(), account.state()));
            snapshots.send(account, account.snapshot());
            bytes -= account.bytes();
            account.written(account.state().length);
            bytes += account.bytes();
        }
        store.putAll(writes);
        changed.clear();
        if (bytes > mostBytes) {
            giveUpUnused(null);
        }
    }

    /**
     * Gives up accounts that are as in the store, the one loaded first before the others; but one
     * that was used meanwhile is spared once. So those in use stay, and using one costs a mark, not
     * a place in a list. {@code inUse} stays: it is about to be changed.
     */
    private void giveUpUnused(HotAccount inUse) {
        while (bytes > mostBytes && hot.size() > 1) {
            // Where the commit has to hold most of them, the others would be hard to find.
            if (changed.size() * 2 >= hot.size()) {
                askForCommit.run();
                return;
            }
            Map.Entry<String, HotAccount> first = hot.entrySet().iterator().next();
            HotAccount account = first.getValue();
            hot.remove(first.getKey());
            if (account.isChanged() || account.isSpared() || account == inUse) {
                hot.put(first.getKey(), account);
            } else {
                bytes -= account.bytes();
            }
        }
    }

    /**
     * Forgets all of it. What was not flushed is lost, as its transaction is; so if that were yet
     * to be committed, by a task that was not initialised anew, {@link #flush} refuses.
     */
    public void forget() {
        lostEntries |= !changed.isEmpty();
        hot.clear();
        changed.clear();
        bytes = 0;
    }
}
