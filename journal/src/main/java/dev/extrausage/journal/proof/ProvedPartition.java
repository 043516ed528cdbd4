package dev.extrausage.journal.proof;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.journal.read.RecordVisitor;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.StoredAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
    private final int partitions;
    private final AuditTools tools;
    private final EntryCheck check;
    private final WaitingRoom room = new WaitingRoom();
    private final Map<String, Trail> trails = new HashMap<>();
    private final List<String> accounts = new ArrayList<>();
    /** By an account's number, the receipt of its last entry's input. */
    private final List<Long> receipts = new ArrayList<>();
    private final ExternalMergeSort ids;
    private final Map<Topics, AnsweredInput> answered = new EnumMap<>(Topics.class);
    private long entries;
    private long greatestReceivedAt;

    /** A receiver of decided ids. */
    @FunctionalInterface
    public interface IdVisitor {
        /** Hears of an id that the account has had decided, and not refused. */
        void visit(String accountId, EventId id);
    }

    /** @param folder for ids that do not fit into memory */
    ProvedPartition(int partition, int partitions, AuditTools tools, Path folder) {
        this.place = new Place(Topics.BALANCE_CHANGES.topicName(), partition, tools.findings());
        this.partitions = partitions;
        this.tools = tools;
        check = new EntryCheck(place,
                new EntryComparer(tools.catalog(), tools.codecs().balanceChanges()));
        ids = new ExternalMergeSort(folder);
    }

    @Override public void visit(ConsumerRecord<byte[], byte[]> record) {
        entries++;
        String account = record.key() == null
                ? "" : new String(record.key(), StandardCharsets.UTF_8);
        FoundEntry found = FoundEntry.read(
                record.offset(), record.value(), tools.codecs().balanceChanges());
        if (found == null) {
            place.report(FindingKind.LINKAGE_BROKEN, record.offset(), account, null,
                    "the record is too short to be an entry");
        } else if (record.key() == null || record.key().length == 0
                || Partitioning.partitionOf(record.key(), partitions) != place.partition()) {
            place.report(FindingKind.FOREIGN, found.offset, account, null,
                    "the account's partition is another one");
        } else if (found.isReadable() && !found.entry.getAccountId().equals(account)) {
            place.report(FindingKind.FOREIGN, found.offset, account, found.sequence(),
                    "the entry is one of the account " + found.entry.getAccountId()
                            + ", under the key " + account);
        } else {
            trails.computeIfAbsent(account, this::begin).next(found);
        }
    }

    private Trail begin(String account) {
        accounts.add(account);
        receipts.add(0L);
        return new Trail(new Trail.Owner(account, accounts.size() - 1, -1), place, check, room,
                this);
    }

    @Override public void followed(Trail.Owner owner, EntryCheck.Checked checked) {
        if (checked.input() == null) {
            return; // a finding stands against it
        }
        BalanceChange entry = checked.found().entry;
        EventId id = checked.input().event().eventId();
        long receivedAt = checked.input().receivedAt();
        receipts.set(owner.index(), receivedAt);
        Topics topic = Topics.of(checked.input().event());
        AnsweredInput input =
                new AnsweredInput(entry.getSource().getOffset(), owner.accountId(), id);
        answered.merge(topic, input, (a, b) -> a.offset() > b.offset() ? a : b);
        if (!entry.getOutcome().equals(Outcome.REFUSED.name())) {
            greatestReceivedAt = Math.max(greatestReceivedAt, receivedAt);
            ids.add(new KeyedPlace(id.high(), id.low(), owner.index(), entries, 0, 0));
        }
    }

    /** The partition was read to its end: says what is open, and which states are not known. */
    void end() {
        trails.forEach((account, trail) -> {
            trail.end();
            if (!trail.tip().state().isKnown()) {
                place.report(FindingKind.CONTENT_DIFFERS, trail.tip().offset(), account,
                        trail.tip().sequence(), "the account after entry "
                                + trail.tip().sequence() + " cannot be derived");
            }
        });
    }

    /** The number of entries that were read. */
    public long entries() {
        return entries;
    }

    /** The number of accounts that have an entry. */
    public int accounts() {
        return accounts.size();
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
        return Optional.ofNullable(trails.get(accountId)).map(this::last);
    }

    /** Hands out each account, in the order of their first entries. */
    public void forEachAccount(Consumer<LastEntry> visitor) {
        accounts.forEach(account -> visitor.accept(last(trails.get(account))));
    }

    private LastEntry last(Trail trail) {
        Tip tip = trail.tip();
        return new LastEntry(
                new StoredAccount(tip.state().account(), tip.hash(), tip.usageOffset()),
                tip.catalogVersion(), receipts.get(trail.owner().index()));
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
                visitor.visit(accounts.get(next.account()),
                        new EventId(next.high(), next.low()));
            }
            before = next;
        }
    }

    @Override public void close() {
        ids.close();
    }
}
