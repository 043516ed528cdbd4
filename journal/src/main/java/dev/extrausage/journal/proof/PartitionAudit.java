package dev.extrausage.journal.proof;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpId;
import dev.extrausage.journal.proof.checkpoint.Leaf;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.journal.read.RecordVisitor;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An audit of one partition of the journal: finds each record's account, and remembers what must be
 * there only once.
 */
final class PartitionAudit implements RecordVisitor, Trail.Listener, AutoCloseable {
    /** Note: an entry that M4 does not compare; it may repeat an id. */
    private static final int NOT_COMPARED = 0;
    /** Note: an entry whose id must be new. */
    private static final int COMPARED = 1;
    /** Note: credit that settles a top-up. */
    private static final int SETTLES = 2;

    private final Place place;
    private final int partitions;
    private final AuditTools tools;
    private final EntryCheck check;
    private final WaitingRoom room = new WaitingRoom();
    private final Map<String, Trail> trails = new HashMap<>();
    private final List<Trail> byIndex = new ArrayList<>();
    private final ExternalMergeSort once;
    private final ExternalMergeSort sources;
    private final SnapshotCheck snapshots;
    private SinceCheck since;
    private long entries;
    private long ofEarlierRules;

    /**
     * An audit of everything.
     *
     * @param since what the partition was at a checkpoint, up to which only links are checked; or
     *     null
     * @param folder for what does not fit into memory
     */
    PartitionAudit(int partition, int partitions, AuditTools tools, PartitionState since,
            Path folder) {
        this(partition, partitions, tools, folder);
        if (since != null) {
            this.since = new SinceCheck(place, since);
            check.to(EntryCheck.Depth.STATES);
        }
    }

    /** An audit of the links alone. */
    static PartitionAudit ofLinks(int partition, int partitions, AuditTools tools) {
        PartitionAudit audit = new PartitionAudit(partition, partitions, tools, null);
        audit.check.to(EntryCheck.Depth.LINKS);
        return audit;
    }

    private PartitionAudit(int partition, int partitions, AuditTools tools, Path folder) {
        this.place = new Place(Topics.BALANCE_CHANGES.topicName(), partition, tools.findings());
        this.partitions = partitions;
        this.tools = tools;
        check = new EntryCheck(place,
                new EntryComparer(tools.catalog(), tools.codecs().balanceChanges()));
        once = new ExternalMergeSort(folder);
        sources = new ExternalMergeSort(folder);
        snapshots = new SnapshotCheck(
                new Place(Topics.BALANCES.topicName(), partition, tools.findings()), place,
                tools.codecs().balances(), tools.catalog());
    }

    @Override public void visit(ConsumerRecord<byte[], byte[]> record) {
        entries++;
        if (since != null && record.offset() >= since.offset()) {
            reachedCheckpoint();
        }
        FoundEntry found = FoundEntry.read(
                record.offset(), record.value(), tools.codecs().balanceChanges());
        String key = record.key() == null
                ? "" : new String(record.key(), StandardCharsets.UTF_8);
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

    private void reachedCheckpoint() {
        since.compare(stateAt(since.offset()), trails);
        since = null;
        check.to(EntryCheck.Depth.ALL);
    }

    /** The accounts' latest entries; {@code offset}: where the partition was read to. */
    PartitionState stateAt(long offset) {
        List<Leaf> leaves = new ArrayList<>(trails.size());
        for (Trail trail : byIndex) {
            if (trail.tip().sequence() > 0) {
                leaves.add(new Leaf(trail.owner().accountId(), trail.tip().sequence(),
                        trail.tip().hash()));
            }
        }
        return PartitionState.of(place.partition(), offset, leaves);
    }

    /** The trail that the entry belongs to; null if it is not of this partition's accounts. */
    private Trail trailOf(byte[] key, String account, FoundEntry found) {
        Trail byKey = trails.get(account);
        if (byKey == null && isHere(key)) {
            byKey = new Trail(new Trail.Owner(account, byIndex.size(),
                    tools.withBalances() ? snapshots.sequenceOf(account) : -1), place, check,
                    room, this);
            trails.put(account, byKey);
            byIndex.add(byKey);
        }
        if (byKey == null) {
            place.report(FindingKind.FOREIGN, found.offset, account,
                    found.isReadable() ? (Long) found.sequence() : null, account.isEmpty()
                            ? "an entry without a key" : "the account's partition is another one");
            return null;
        }
        if (!found.isReadable() || found.entry.getAccountId().equals(account)) {
            return byKey;
        }
        String inside = found.entry.getAccountId();
        place.report(FindingKind.FOREIGN, found.offset, account, found.sequence(),
                "the entry is one of the account " + inside + ", under the key " + account);
        // Either the name inside was changed, or the record is a copy, or under a wrong key.
        return byKey.tip().isNamedBy(found) && !check.isSealed(found) ? byKey : null;
    }

    private boolean isHere(byte[] key) {
        return key != null && key.length > 0
                && Partitioning.partitionOf(key, partitions) == place.partition();
    }

    @Override public void followed(Trail.Owner owner, EntryCheck.Checked checked) {
        ofEarlierRules += checked.ofEarlierRules() ? 1 : 0;
        if (owner.snapshotAt() == checked.tip().sequence()) {
            snapshots.reached(owner.accountId(), checked.tip());
        }
        if (checked.input() != null) {
            remember(owner, checked);
        }
    }

    private void remember(Trail.Owner owner, EntryCheck.Checked checked) {
        BalanceChange entry = checked.found().entry;
        Input input = checked.input();
        source(owner, checked);
        if (!entry.getOutcome().equals(Outcome.REFUSED.name())) {
            EventId id = input.event().eventId();
            once.add(place(id.high(), id.low(), owner, checked,
                    InputAge.isCompared(input) ? COMPARED : NOT_COMPARED));
        }
        if (entry.getOutcome().equals(Outcome.APPLIED.name())
                && input.event() instanceof AccountEvent a
                && a.change() instanceof Change.CreditGranted credit) {
            settled(owner, checked, credit);
        }
        if (tools.payments() != null && input.event() instanceof AccountEvent a) {
            tools.payments().decided(owner.accountId(), a.change(),
                    entry.getOutcome().equals(Outcome.APPLIED.name()));
        }
    }

    private static KeyedPlace place(
            long high, long low, Trail.Owner owner, EntryCheck.Checked checked, int note) {
        return new KeyedPlace(high, low, owner.index(), checked.found().offset,
                checked.tip().sequence(), note);
    }

    private void settled(
            Trail.Owner owner, EntryCheck.Checked checked, Change.CreditGranted credit) {
        if (credit.kind().isBought() && credit.topUpId() != null
                && TopUpId.isAutoReload(credit.topUpId())) {
            EventId key = EventId.derived(0, credit.topUpId());
            once.add(place(key.high(), key.low(), owner, checked, SETTLES));
        }
    }

    private void source(Trail.Owner owner, EntryCheck.Checked checked) {
        Source source = checked.found().entry.getSource();
        Topics topic = Topics.of(checked.input().event());
        long sequence = checked.tip().sequence();
        if (source.getPartition() != place.partition()
                || !source.getTopic().equals(topic.topicName())) {
            place.report(FindingKind.FOREIGN, checked.found().offset, owner.accountId(), sequence,
                    "entry " + sequence + " answers an input at " + source.getTopic() + "-"
                            + source.getPartition() + ", where none of this partition's is");
        } else if (tools.withInputs()) {
            sources.add(place(topic.ordinal(), source.getOffset(), owner, checked,
                    fingerprint(checked.input())));
        }
    }

    /** Enough of an input to tell it from another, within one run of the program. */
    static int fingerprint(Input input) {
        return input.hashCode();
    }

    SnapshotCheck snapshots() {
        return snapshots;
    }

    /** Settles what waited for more entries: there are no more. */
    void endTrails() {
        trails.values().forEach(Trail::end);
    }

    /** The journal was read up to {@code end}. */
    void journalWasRead(long end) {
        endTrails();
        if (since != null) {
            if (end < since.offset()) {
                since.endsBefore(end);
            }
            reachedCheckpoint();
        }
        Iterator<KeyedPlace> places = once.sorted();
        KeyedPlace first = null;
        while (places.hasNext()) {
            KeyedPlace seen = places.next();
            if (first != null && first.hasKeyOf(seen)) {
                if (seen.note() != NOT_COMPARED) {
                    doubled(first, seen);
                }
            } else {
                first = seen;
            }
        }
        snapshots.journalWasRead();
    }

    private void doubled(KeyedPlace first, KeyedPlace again) {
        Trail trail = byIndex.get(again.account());
        place.report(FindingKind.DOUBLED, again.offset(), trail.owner().accountId(),
                again.sequence(),
                (again.note() == SETTLES ? "the top-up that entry " : "the event that entry ")
                        + again.sequence() + (again.note() == SETTLES ? " settles" : " answers")
                        + " was " + (again.note() == SETTLES ? "settled" : "answered")
                        + " before, by entry " + first.sequence() + " at offset "
                        + first.offset());
    }

    /** The later snapshots were read, too. */
    void end() {
        if (tools.withBalances()) {
            snapshots.end(trails);
        }
    }

    Place place() {
        return place;
    }

    long entries() {
        return entries;
    }

    /** The entries that earlier rules decided: linked, and not decided again (J5). */
    long ofEarlierRules() {
        return ofEarlierRules;
    }

    Map<String, Trail> trails() {
        return trails;
    }

    String accountAt(int index) {
        return byIndex.get(index).owner().accountId();
    }

    /** The places of the entries' inputs: topic, offset, and a fingerprint as the note. */
    ExternalMergeSort sources() {
        return sources;
    }

    /** The ids that were decided and not refused. */
    ExternalMergeSort decidedIds() {
        return once;
    }

    @Override public void close() {
        once.close();
        sources.close();
    }
}
