package dev.extrausage.journal.proof;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Input;
import dev.extrausage.core.Outcome;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.journal.read.RecordVisitor;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An audit of one partition of the journal: hands what is found of each entry to the checks that
 * compare entries with each other, with snapshots, with inputs and with payments.
 */
final class PartitionAudit implements RecordVisitor, Trail.Listener, AutoCloseable {
    private final Place place;
    private final AuditTools tools;
    private final AccountTrails trails;
    private final DuplicateCheck duplicates;
    private final ExternalMergeSort sources;
    private final CorrectionCheck corrections;
    private final SnapshotCheck snapshots;
    private EarlierEntries earlier = EarlierEntries.NONE;
    private SinceCheck since;

    /**
     * An audit of everything.
     *
     * @param since what the partition was at a checkpoint, up to which only links are checked; or
     *     null
     * @param folder for what does not fit into memory
     */
    PartitionAudit(int partition, int partitions, AuditTools tools, PartitionState since,
            Path folder) {
        this.place = new Place(Topics.BALANCE_CHANGES.topicName(), partition, tools.findings());
        this.tools = tools;
        duplicates = new DuplicateCheck(folder);
        sources = new ExternalMergeSort(folder);
        corrections = new CorrectionCheck(folder);
        snapshots = new SnapshotCheck(
                new Place(Topics.BALANCES.topicName(), partition, tools.findings()), place,
                tools.codecs().balances(), tools.catalog());
        trails = new AccountTrails(place, partitions, tools,
                account -> tools.withBalances() ? snapshots.sequenceOf(account) : -1, this);
        if (since != null) {
            this.since = new SinceCheck(place, since);
            trails.checkTo(EntryCheck.Depth.STATES);
        }
    }

    @Override public void visit(ConsumerRecord<byte[], byte[]> record) {
        if (since != null && record.offset() >= since.offset()) {
            reachedCheckpoint();
        }
        trails.next(record);
    }

    private void reachedCheckpoint() {
        since.compare(trails.stateAt(since.offset()), trails.byAccount());
        since = null;
        trails.checkTo(EntryCheck.Depth.ALL);
    }

    @Override public void followed(Trail.Owner owner, EntryCheck.Checked checked) {
        if (owner.snapshotAt() == checked.tip().sequence()) {
            snapshots.reached(owner.accountId(), checked.tip());
        }
        if (checked.comparison() instanceof Comparison.Earlier one) {
            earlier = earlier.and(one);
        }
        if (checked.input() != null) {
            remember(owner, checked);
        }
    }

    private void remember(Trail.Owner owner, EntryCheck.Checked checked) {
        source(owner, checked);
        corrections.decided(owner, checked);
        duplicates.decided(owner, checked);
        if (checked.content().has(Outcome.APPLIED)
                && checked.input().event() instanceof AccountEvent event) {
            applied(owner, checked, event.change());
        }
    }

    private void applied(Trail.Owner owner, EntryCheck.Checked checked, Change change) {
        if (tools.grants() != null && change instanceof Change.CreditGranted credit) {
            tools.grants().credited(owner, checked, credit, place.partition());
        }
        if (tools.payments() != null) {
            tools.payments().applied(owner.accountId(), checked, change, place);
        }
    }

    private void source(Trail.Owner owner, EntryCheck.Checked checked) {
        EntryContent content = checked.content();
        Topics topic = Topics.of(checked.input().event());
        long sequence = checked.tip().sequence();
        if (content.sourcePartition() != place.partition()
                || !content.sourceTopic().equals(topic.topicName())) {
            place.report(FindingKind.FOREIGN, checked.found().offset, owner.accountId(), sequence,
                    "entry " + sequence + " answers an input at " + content.sourceTopic() + "-"
                            + content.sourcePartition() + ", where none of this partition's is");
        } else if (tools.withInputs()) {
            sources.add(new KeyedPlace(topic.ordinal(), content.sourceOffset(), owner.index(),
                    checked.found().offset, sequence, fingerprint(checked.input())));
        }
    }

    /** Enough of an input to tell it from another, within one run of the program. */
    static int fingerprint(Input input) {
        return input.hashCode();
    }

    SnapshotCheck snapshots() {
        return snapshots;
    }

    /** The journal was read up to {@code end}. */
    void journalWasRead(long end) {
        trails.end();
        if (since != null) {
            if (end < since.offset()) {
                since.endsBefore(end);
            }
            reachedCheckpoint();
        }
        duplicates.end(place, trails::accountAt);
        corrections.end(place, trails::accountAt);
        snapshots.journalWasRead();
    }

    /** The later snapshots were read, too. */
    void end() {
        if (tools.withBalances()) {
            snapshots.end(trails.byAccount());
        }
    }

    Place place() {
        return place;
    }

    /** The entries of earlier rules so far. */
    EarlierEntries earlier() {
        return earlier;
    }

    /** The trails of the partition's accounts. */
    AccountTrails trails() {
        return trails;
    }

    /** The places of the entries' inputs: topic, offset, and a fingerprint as the note. */
    ExternalMergeSort sources() {
        return sources;
    }

    /** The ids that were decided and not refused. */
    ExternalMergeSort decidedIds() {
        return duplicates.decidedIds();
    }

    @Override public void close() {
        duplicates.close();
        sources.close();
        corrections.close();
    }
}
