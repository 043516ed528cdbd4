package dev.extrausage.journal.proof;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.journal.read.RecordVisitor;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.StoredAccount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One partition of a journal, decided again entry by entry and compared byte for byte as the audit
 * does it, and the memory that it leaves: each account, each decided id, and the last input that
 * was answered on each topic.
 */
public final class ProvedPartition implements RecordVisitor, Trail.Listener, AutoCloseable {
    private final Place place;
    private final AccountTrails trails;
    /** By an account's number, the receipt of its last entry's input. */
    private final List<Long> receipts = new ArrayList<>();
    private final ExternalMergeSort ids;
    private final Map<Topics, AnsweredInput> answered = new EnumMap<>(Topics.class);
    private long greatestReceivedAt;

    /** A receiver of decided ids. */
    @FunctionalInterface
    public interface IdVisitor {
        /** Hears of an id that the account has had decided, and not refused. */
        void visit(String accountId, EventId id);
    }

    /** @param folder for ids that do not fit into memory */
    ProvedPartition(int partition, int partitions, AuditTools tools, Path folder) {
        place = new Place(Topics.BALANCE_CHANGES.topicName(), partition, tools.findings());
        trails = new AccountTrails(place, partitions, tools, account -> -1, this);
        ids = new ExternalMergeSort(folder);
    }

    @Override public void visit(ConsumerRecord<byte[], byte[]> record) {
        trails.next(record);
    }

    @Override public void followed(Trail.Owner owner, EntryCheck.Checked checked) {
        if (checked.input() == null) {
            return; // a finding stands against it
        }
        EntryContent content = checked.content();
        EventId id = checked.input().event().eventId();
        long receivedAt = checked.input().receivedAt();
        received(owner.index(), receivedAt);
        Topics topic = Topics.of(checked.input().event());
        AnsweredInput input =
                new AnsweredInput(content.sourceOffset(), owner.accountId(), id);
        answered.merge(topic, input, (a, b) -> a.offset() > b.offset() ? a : b);
        if (!content.has(Outcome.REFUSED)) {
            greatestReceivedAt = Math.max(greatestReceivedAt, receivedAt);
            ids.add(KeyedPlace.of(id, owner, checked, 0));
        }
    }

    private void received(int account, long at) {
        while (receipts.size() <= account) {
            receipts.add(0L);
        }
        receipts.set(account, at);
    }

    /** The partition was read to its end: says what is open, and which states are not known. */
    void end() {
        trails.end();
        for (Trail trail : trails.inOrder()) {
            Tip tip = trail.tip();
            if (!tip.state().isKnown()) {
                place.report(FindingKind.CONTENT_DIFFERS, tip.offset(),
                        trail.owner().accountId(), tip.sequence(),
                        "the account after entry " + tip.sequence() + " cannot be derived");
            }
        }
    }

    /** The number of entries that were read. */
    public long entries() {
        return trails.entries();
    }

    /** The number of accounts that have an entry. */
    public int accounts() {
        return trails.inOrder().size();
    }

    /** The greatest receipt of an input that was decided and not refused; 0: there is none. */
    public long greatestReceivedAt() {
        return greatestReceivedAt;
    }

    /** The input with the greatest offset that was answered on each topic; none: no entry. */
    public Map<Topics, AnsweredInput> answered() {
        return Map.copyOf(answered);
    }

    /** The account after its last entry; empty if it has none. */
    public Optional<LastEntry> account(String accountId) {
        return Optional.ofNullable(trails.byAccount().get(accountId)).map(this::last);
    }

    /** Hands out each account, in the order of their first entries. */
    public void forEachAccount(Consumer<LastEntry> visitor) {
        trails.inOrder().forEach(trail -> visitor.accept(last(trail)));
    }

    private LastEntry last(Trail trail) {
        Tip tip = trail.tip();
        int index = trail.owner().index();
        return new LastEntry(
                new StoredAccount(tip.state().account(), tip.hash(), tip.usageOffset()),
                tip.catalogVersion(), index < receipts.size() ? receipts.get(index) : 0);
    }

    /**
     * Hands out each id that was decided and not refused, in the order of the ids, which is that of
     * their times; an id of several accounts once for each.
     */
    public void forEachId(IdVisitor visitor) {
        KeyedPlace before = null;
        for (Iterator<KeyedPlace> sorted = ids.sorted(); sorted.hasNext(); ) {
            KeyedPlace next = sorted.next();
            if (before == null || !next.hasKeyOf(before)) {
                visitor.visit(trails.accountAt(next.account()),
                        new EventId(next.high(), next.low()));
            }
            before = next;
        }
    }

    @Override public void close() {
        ids.close();
    }
}
