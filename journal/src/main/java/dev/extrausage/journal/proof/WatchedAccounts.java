package dev.extrausage.journal.proof;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks entries and snapshots as they come, against the latest of their account. Of an account it
 * has not met it learns first; it remembers a bounded number, those met last. Under load it checks
 * a share of the accounts, by a hash of their ids, so that of those it misses nothing. Belongs to
 * one thread.
 */
final class WatchedAccounts {
    private static final int MOST_STRIDE = 1 << 16;

    private final AvroCodec<BalanceChange> entries;
    private final AvroCodec<Balance> snapshots;
    private final InvariantCounts counts;
    private final HashChain chain = new HashChain();
    private final Map<String, Known> accounts;
    private int stride = 1;

    /** The latest of an account, and a snapshot that came before its entry. */
    private static final class Known {
        private long sequence;
        private byte[] hash;
        private Balances balances;
        private Balance ahead;
    }

    WatchedAccounts(TopicCodecs codecs, int mostAccounts, InvariantCounts counts) {
        entries = codecs.balanceChanges();
        snapshots = codecs.balances();
        this.counts = counts;
        accounts = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                return size() > mostAccounts;
            }
        };
    }

    /** Knows no account any more: what comes next does not follow what came last. */
    void forget() {
        accounts.clear();
    }

    /** Checks half as many accounts, or twice as many. */
    void narrow(boolean fewer) {
        stride = fewer ? Math.min(MOST_STRIDE, stride * 2) : Math.max(1, stride / 2);
        // One that is left out for a while would seem to have a gap afterwards.
        accounts.keySet().removeIf(account ->
                !isChosen(account.getBytes(StandardCharsets.UTF_8)));
        counts.share(1.0 / stride);
    }

    private boolean isChosen(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        return (hash >>> 16) % stride == 0;
    }

    /** Checks a record of the journal; true unless its account is left out. */
    boolean entry(byte[] key, long offset, byte[] value) {
        if (key == null || !isChosen(key)) {
            return false;
        }
        counts.checked();
        String account = new String(key, StandardCharsets.UTF_8);
        FoundEntry found = FoundEntry.of(offset, value, entries);
        if (found == null || !found.isReadable()) {
            counts.violated(Invariant.HASH_BREAK, account, 0, "the record at offset " + offset
                    + " is no entry");
            accounts.remove(account);
            return true;
        }
        Known known = accounts.computeIfAbsent(account, any -> new Known());
        checkHash(account, known, found);
        checkBalances(account, known, found);
        known.sequence = found.sequence();
        known.hash = found.hash;
        known.balances = found.content().balances();
        compareAhead(account, known);
        return true;
    }

    private void checkHash(String account, Known known, FoundEntry found) {
        if (!found.carries(found.ownHash(chain))) {
            counts.violated(Invariant.HASH_BREAK, account, found.sequence(),
                    "it does not carry the hash of its bytes");
        } else if (known.hash != null && !found.names(known.hash)) {
            counts.violated(Invariant.HASH_BREAK, account, found.sequence(),
                    "it does not name the hash of entry " + known.sequence);
        }
    }

    private void checkBalances(String account, Known known, FoundEntry found) {
        Balances now = found.content().balances();
        if (now.allowanceLeft() < 0 || now.extraUsage() < 0 || now.spent() < 0) {
            counts.violated(Invariant.POOL_BELOW_ZERO, account, found.sequence(), now.toString());
        }
        if (known.balances == null) {
            return;
        }
        if (found.sequence() != known.sequence + 1) {
            counts.violated(Invariant.SEQUENCE_GAP, account, found.sequence(),
                    "entry " + known.sequence + " is the one before it");
            return;
        }
        String fault = known.balances.faultOf(found.content());
        if (fault != null) {
            counts.violated(Invariant.SUM_OF_POOLS, account, found.sequence(), fault);
        }
    }

    /** Checks a record of the snapshots. */
    void snapshot(byte[] key, byte[] value) {
        if (key == null || value == null || !isChosen(key)) {
            return;
        }
        String account = new String(key, StandardCharsets.UTF_8);
        Known known = accounts.get(account);
        if (known == null) {
            return; // It is not followed yet.
        }
        try {
            known.ahead = snapshots.decode(value);
        } catch (BadRecord e) {
            counts.violated(Invariant.SNAPSHOT_DIFFERS, account, known.sequence, e.getMessage());
            return;
        }
        compareAhead(account, known);
    }

    /** Entries and snapshots are on two topics: either may come first. */
    private void compareAhead(String account, Known known) {
        Balance snapshot = known.ahead;
        if (snapshot == null || snapshot.getSequence() > known.sequence) {
            return;
        }
        known.ahead = null;
        Balances shown = new Balances(snapshot.getAllowanceLeftNanos(),
                snapshot.getExtraUsageNanos(), snapshot.getSpentNanos());
        if (snapshot.getSequence() == known.sequence && !shown.equals(known.balances)) {
            counts.violated(Invariant.SNAPSHOT_DIFFERS, account, known.sequence,
                    "the snapshot shows " + shown + ", the entry " + known.balances);
        }
    }
}
