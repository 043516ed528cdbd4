package dev.extrausage.stream.accounts;

import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.packed.PackedWriter;
import dev.extrausage.schemas.wire.StoredAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of one partition: the hot ones in memory, all of them in a store.
 *
 * <p>Most events meet an account that was met a moment ago. It is decoded once in a commit, changed
 * in memory, and written by {@link #flush} before the commit: one put, one changelog record and one
 * snapshot, however many entries it had since the last. CLOCK eviction bounds the heap they take;
 * those that the commit has still to hold are never evicted, and when they are half of all and
 * there is no room, an early commit is asked for.
 *
 * <p>All of it is a copy of the store and of what the transaction has added, so it must be
 * forgotten whenever the store may have been rolled back, or changed by somebody else.
 */
public final class Accounts {
    /** The store's name; its changelog topic carries it. */
    public static final String STORE = "accounts";
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int SHARE_OF_HEAP = 4;

    private final KeyValueStore<byte[], byte[]> store;
    private final long mostBytes;
    private final Runnable askForCommit;
    private final LargeAccounts large = new LargeAccounts(LOG::warn);
    private final PackedWriter out = new PackedWriter();
    /** By account id, in the order in which the CLOCK hand comes to them. */
    private final Map<String, HotAccount> hot = new LinkedHashMap<>();
    /** In the order in which they were first changed since the last commit. */
    private List<HotAccount> changed = new ArrayList<>();
    private long bytes;
    private boolean lostEntries;

    /**
     * The accounts of a task's store; not safe for use by several threads.
     *
     * @param mostBytes about what they may take of the heap
     * @param askForCommit has the transaction committed soon
     */
    public Accounts(KeyValueStore<byte[], byte[]> store, long mostBytes, Runnable askForCommit) {
        this.store = store;
        this.mostBytes = mostBytes;
        this.askForCommit = askForCommit;
    }

    /**
     * The heap for one task's accounts, in bytes, if this process has all tasks: a quarter of the
     * heap in all.
     */
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
                ? HotAccount.decoded(key, StoredAccount.unknown(accountId), 0, null)
                : read(accountId, key, state);
        hot.put(accountId, account);
        bytes += account.bytes();
        if (bytes > mostBytes) {
            evict(account);
        }
        return account;
    }

    private HotAccount read(String accountId, byte[] key, byte[] state) {
        if (HotAccount.canBePacked(state)) {
            return HotAccount.packed(accountId, key, state);
        }
        if (!AccountCodec.hasBlocks(state)) {
            return HotAccount.decoded(
                    key, AccountCodec.decode(accountId, state), state.length, null);
        }
        WrittenBlocks blocks = new WrittenBlocks(key);
        StoredAccount stored = AccountCodec.decode(
                accountId, state, name -> blocks.read(name, store));
        blocks.decoded(stored.account());
        return HotAccount.decoded(key, stored, state.length, blocks);
    }

    /**
     * Replaces the account by its state after an entry; the next commit will hold it. Returns
     * whether it was as in the store until now, so that this is its first entry since the commit.
     *
     * <p>That first entry has it encoded at once, as a rule the only time ({@code
     * LedgerProcessor.answer}); {@link #flush} encodes again what another entry has overtaken.
     *
     * @param catalogVersion the version that decided the entry
     * @param time the input's receipt, milliseconds since 1970
     */
    public boolean change(
            HotAccount account, StoredAccount after, String catalogVersion, long time) {
        long bytesBefore = account.bytes();
        boolean first = account.change(after, catalogVersion, time);
        if (first) {
            changed.add(account);
            account.encoded(AccountCodec.encode(after, out));
        }
        long grown = account.bytes() - bytesBefore;
        bytes += grown;
        if (grown > 0 && bytes > mostBytes) {
            evict(account);
        }
        return first;
    }

    /**
     * Writes the accounts that have changed since the last call to the store.
     *
     * @param handOver takes each of them once the store has it, in the order of their first change
     * @throws IllegalStateException if {@link #forget} dropped entries of this transaction, or a
     *     flush of it failed: it would commit the inputs and not what they did
     */
    public void flush(Consumer<HotAccount> handOver) {
        if (lostEntries) {
            throw new IllegalStateException("accounts were forgotten, or not handed over, whose"
                    + " entries the transaction holds: it must not be committed");
        }
        List<HotAccount> flushed = changed;
        if (flushed.isEmpty()) {
            return;
        }
        lostEntries = true; // unless all of it is handed over
        changed = new ArrayList<>(flushed.size());
        // One after another: what was fetched from memory for the store is there for the snapshot.
        for (HotAccount account : flushed) {
            if (account.state() == null) {
                account.encoded(AccountCodec.encode(account.stored(), out));
            }
            large.see(account.accountId(), account.state().length);
            account.writeBlocks(store);
            store.put(account.key(), account.state());
            handOver.accept(account);
            bytes -= account.bytes();
            account.written();
            bytes += account.bytes();
        }
        lostEntries = false;
        if (bytes > mostBytes) {
            evict(null);
        }
    }

    /**
     * CLOCK eviction: an account used since the hand last passed gets a second chance. The hand is
     * at the head of {@link #hot}, and passes an account by moving it to the tail; so a use costs a
     * bit, not a place in a list. Changed accounts stay, and so does {@code inUse}, which may be
     * changed next; null: none.
     */
    private void evict(HotAccount inUse) {
        while (bytes > mostBytes && hot.size() > 1) {
            // Where the commit has to hold most of them, the others would be hard to find.
            if (changed.size() * 2 >= hot.size()) {
                askForCommit.run();
                return;
            }
            Map.Entry<String, HotAccount> head = hot.entrySet().iterator().next();
            HotAccount account = head.getValue();
            hot.remove(head.getKey());
            if (account.isChanged() || account.clearUsed() || account == inUse) {
                hot.put(head.getKey(), account);
            } else {
                bytes -= account.bytes();
            }
        }
    }

    /** About what the hot accounts take of the heap, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The hot accounts, those that the CLOCK hand comes to next first. */
    Collection<HotAccount> hot() {
        return hot.values();
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
