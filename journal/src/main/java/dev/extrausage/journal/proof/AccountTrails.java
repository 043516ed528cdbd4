package dev.extrausage.journal.proof;

import dev.extrausage.journal.proof.checkpoint.Leaf;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.packed.PackedWriter;
import dev.extrausage.schemas.wire.EntryHeadReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The trails of one partition's accounts. Hands each record to the trail of the account that it
 * belongs to, and reports a record that belongs to none of this partition's.
 */
final class AccountTrails {
    private final Place place;
    private final int partitions;
    private final AvroCodec<BalanceChange> codec;
    private final EntryHeadReader heads;
    private boolean readsHeads = true;
    private final EntryCheck check;
    private final ToLongFunction<String> snapshotAt;
    private final Trail.Listener listener;
    private final WaitingRoom room = new WaitingRoom();
    private final PackedWriter packing = new PackedWriter();
    private final Map<String, Trail> byAccount = new HashMap<>();
    private final List<Trail> byIndex = new ArrayList<>();
    private long entries;

    /**
     * No trails yet.
     *
     * @param place the journal's partition
     * @param partitions the number of partitions that the topic has
     * @param snapshotAt the entry that an account's snapshot is compared with; -1: none
     * @param listener hears of every entry that finds its place in a trail
     */
    AccountTrails(Place place, int partitions, AuditTools tools,
            ToLongFunction<String> snapshotAt, Trail.Listener listener) {
        this.place = place;
        this.partitions = partitions;
        this.codec = tools.codecs().balanceChanges();
        heads = new EntryHeadReader(codec);
        this.snapshotAt = snapshotAt;
        this.listener = listener;
        check = new EntryCheck(place, new EntryComparer(tools.catalog(), codec));
    }

    /** Trails of which only the links are checked. */
    static AccountTrails ofLinks(int partition, int partitions, AuditTools tools) {
        Place place =
                new Place(Topics.BALANCE_CHANGES.topicName(), partition, tools.findings());
        AccountTrails trails =
                new AccountTrails(place, partitions, tools, account -> -1, (owner, entry) -> { });
        trails.checkTo(EntryCheck.Depth.LINKS);
        return trails;
    }

    /** Sets how much is checked of each entry from the next record on. */
    void checkTo(EntryCheck.Depth depth) {
        check.to(depth);
        readsHeads = depth != EntryCheck.Depth.LINKS; // of which nobody needs the cause
    }

    /** Takes the partition's next record. */
    void next(ConsumerRecord<byte[], byte[]> record) {
        entries++;
        String key = record.key() == null
                ? "" : new String(record.key(), StandardCharsets.UTF_8);
        FoundEntry found = readsHeads
                ? FoundEntry.of(record.offset(), record.value(), codec, heads)
                : FoundEntry.of(record.offset(), record.value(), codec);
        if (found == null) {
            place.report(FindingKind.LINKAGE_BROKEN, record.offset(), key, null,
                    "the record is too short to be an entry");
            return;
        }
        Trail trail = trailOf(record.key(), key, found);
        if (trail != null) {
            trail.next(found);
        }
    }

    /** The trail that the entry belongs to; null if it is not of this partition's accounts. */
    private Trail trailOf(byte[] key, String account, FoundEntry found) {
        Trail trail = byAccount.get(account);
        if (trail == null && !isHere(key)) {
            place.report(FindingKind.FOREIGN, found.offset, account,
                    found.isReadable() ? (Long) found.sequence() : null, account.isEmpty()
                            ? "an entry without a key" : "the account's partition is another one");
            return null;
        }
        Trail byKey = trail != null ? trail : begin(account);
        if (found.mayBeOf(account)) {
            return byKey;
        }
        String inside = found.entry().getAccountId();
        place.report(FindingKind.FOREIGN, found.offset, account, found.sequence(),
                "the entry is one of the account " + inside + ", under the key " + account);
        // Either the name inside was changed, or the record is a copy, or under a wrong key.
        return byKey.tip().isNamedBy(found) && !check.isSealed(found) ? byKey : null;
    }

    private boolean isHere(byte[] key) {
        return key != null && key.length > 0
                && Partitioning.partitionOf(key, partitions) == place.partition();
    }

    private Trail begin(String account) {
        Trail.Owner owner =
                new Trail.Owner(account, byIndex.size(), snapshotAt.applyAsLong(account));
        Trail trail = new Trail(owner, place, check, room, listener, packing);
        byIndex.add(trail);
        byAccount.put(account, trail);
        return trail;
    }

    /** Settles what waited for more entries: there are no more. */
    void end() {
        byIndex.forEach(Trail::end);
    }

    /** The number of records that were taken. */
    long entries() {
        return entries;
    }

    /** The trails in the order in which the accounts were met, which is that of their numbers. */
    List<Trail> inOrder() {
        return Collections.unmodifiableList(byIndex);
    }

    /** The trails by account. */
    Map<String, Trail> byAccount() {
        return Collections.unmodifiableMap(byAccount);
    }

    /** The account of that number ({@link Trail.Owner#index}). */
    String accountAt(int index) {
        return byIndex.get(index).owner().accountId();
    }

    /** The accounts' latest entries; {@code offset}: where the partition was read to. */
    PartitionState stateAt(long offset) {
        List<Leaf> leaves = new ArrayList<>(byIndex.size());
        for (Trail trail : byIndex) {
            if (trail.tip().sequence() > 0) {
                leaves.add(new Leaf(trail.owner().accountId(), trail.tip().sequence(),
                        trail.tip().hash()));
            }
        }
        return PartitionState.of(place.partition(), offset, leaves);
    }
}
