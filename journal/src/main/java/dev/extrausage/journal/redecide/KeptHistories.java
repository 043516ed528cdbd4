package dev.extrausage.journal.redecide;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Grant;
import dev.extrausage.journal.read.EntryPlace;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * LRU cache of what histories had come to after some of their entries. Its memory is estimated, and
 * bounded. Safe for use by several threads: what is kept is never changed, callers copy it.
 */
final class KeptHistories {
    private static final long BYTES_OF_ONE = 2_000;
    private static final long BYTES_OF_A_LOT = 400;
    private static final long BYTES_OF_A_GRANT = 300;
    private static final long BYTES_OF_AN_ID = 120;

    private final long mostBytes;
    private final LinkedHashMap<Key, Kept> byUse = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, TreeMap<Long, Key>> byAccount = new HashMap<>();
    private Catalog catalog;
    private long bytes;

    private record Key(String accountId, long sequence) {}

    /**
     * The point that a history had come to.
     *
     * @param place of its latest entry
     * @param history not to be gone on with, but its copies
     * @param bytes of memory, about
     */
    record Kept(EntryPlace place, RedecidedHistory history, long bytes) {}

    KeptHistories(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The last that is kept of the account from before that entry; null if there is none. */
    synchronized Kept before(Catalog now, String accountId, long sequence) {
        forgetAllBut(now);
        TreeMap<Long, Key> ofAccount = byAccount.get(accountId);
        Map.Entry<Long, Key> last = ofAccount == null ? null : ofAccount.lowerEntry(sequence);
        return last == null ? null : byUse.get(last.getValue());
    }

    /** Keeps a copy of {@code history}, whose latest entry lies at {@code place}. */
    synchronized void keep(
            Catalog now, String accountId, EntryPlace place, RedecidedHistory history) {
        forgetAllBut(now);
        Key key = new Key(accountId, place.sequence());
        if (byUse.get(key) != null) {
            return;
        }
        Kept kept = new Kept(place, history.copy(), bytesOf(history));
        byUse.put(key, kept);
        byAccount.computeIfAbsent(accountId, any -> new TreeMap<>()).put(place.sequence(), key);
        bytes += kept.bytes;
        Iterator<Map.Entry<Key, Kept>> oldest = byUse.entrySet().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            Map.Entry<Key, Kept> evicted = oldest.next();
            oldest.remove();
            bytes -= evicted.getValue().bytes;
            forget(evicted.getKey());
        }
    }

    /** The number that is kept. */
    synchronized int size() {
        return byUse.size();
    }

    private void forget(Key key) {
        TreeMap<Long, Key> ofAccount = byAccount.get(key.accountId);
        ofAccount.remove(key.sequence);
        if (ofAccount.isEmpty()) {
            byAccount.remove(key.accountId);
        }
    }

    /** A new version of the catalog may take away a doubt, or bring one. */
    private void forgetAllBut(Catalog now) {
        if (now != catalog) {
            byUse.clear();
            byAccount.clear();
            bytes = 0;
            catalog = now;
        }
    }

    private static long bytesOf(RedecidedHistory history) {
        Account account = history.account();
        long ids = account.chargebackIds().size();
        for (Grant grant : account.grants()) {
            ids += grant.refundIds().size() + grant.reversedUsage().size();
        }
        return BYTES_OF_ONE + history.holdings().size() * BYTES_OF_A_LOT
                + account.grants().size() * BYTES_OF_A_GRANT + ids * BYTES_OF_AN_ID;
    }
}
