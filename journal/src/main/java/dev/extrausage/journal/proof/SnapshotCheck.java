package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.redecide.Difference;
import dev.extrausage.journal.redecide.Differences;
import dev.extrausage.journal.redecide.Redecider;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.SnapshotSkimmer;
import dev.extrausage.schemas.wire.StoredAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A comparison of the latest snapshots of one partition of {@code balances} with the journal: by it
 * a tail that was cut off, or rewritten with new hashes, is found (J2).
 *
 * <p>A ledger may be running. So the snapshots are read twice: before the journal, which must then
 * hold all that they show; and what is new of them after it, which must then show all that the
 * journal held.
 */
final class SnapshotCheck {
    private static final String NEXT_DUE = "next_due_at";
    private static final List<String> ADDED_BY_VERSION_TWO =
            List.of("cycle_anchor", "custom_allowance_nanos", "late_allowance_nanos");
    /** Also what rules 2 tell otherwise: the time at which something is due (A1, C4). */
    private static final List<String> ADDED_BY_RULES_TWO =
            List.of("first_cycle", "next_plan", "starter_credit", NEXT_DUE);

    private final Place balances;
    private final Place journal;
    private final AvroCodec<Balance> codec;
    private final SnapshotSkimmer skimmer;
    private final BalanceWriter writer;
    private final Catalog catalog;
    private final Map<String, Snapshot> before = new HashMap<>();
    private final Map<String, Snapshot> after = new HashMap<>();
    private boolean journalWasRead;

    /**
     * A snapshot as it was found.
     *
     * @param sequence the entry's number; -1 if it cannot be read, 0 if there is no value
     * @param value its bytes; null if they are none or cannot be read
     */
    private record Snapshot(long offset, long sequence, byte[] value) {}

    SnapshotCheck(Place balances, Place journal, AvroCodec<Balance> codec, Catalog catalog) {
        this.balances = balances;
        this.journal = journal;
        this.codec = codec;
        skimmer = new SnapshotSkimmer(codec);
        writer = new BalanceWriter(codec);
        this.catalog = catalog;
    }

    /** One record of the topic. */
    void snapshot(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Map<String, Snapshot> latest = journalWasRead ? after : before;
        if (record.value() == null) {
            latest.put(key, new Snapshot(record.offset(), 0, null));
            return;
        }
        try {
            long sequence = skimmer.sequenceOf(record.value());
            latest.put(key, new Snapshot(record.offset(), sequence >= 0 ? sequence
                    : codec.decode(record.value()).getSequence(), record.value()));
        } catch (BadRecord e) {
            balances.report(FindingKind.CONTENT_DIFFERS, record.offset(), key, null,
                    "the snapshot cannot be read: " + e.getMessage());
            latest.put(key, new Snapshot(record.offset(), -1, null));
        }
    }

    /** From now on, snapshots are those written after the journal was read. */
    void journalWasRead() {
        journalWasRead = true;
    }

    /**
     * The number of the entry that the account's snapshot is of; -1 if there is none to compare.
     */
    long sequenceOf(String account) {
        Snapshot snapshot = before.get(account);
        return snapshot == null || snapshot.value == null ? -1 : snapshot.sequence;
    }

    /** The journal has come to the entry of {@link #sequenceOf}. */
    void reached(String account, Tip tip) {
        compare(account, tip, before.get(account));
    }

    /** The journal and the later snapshots were read. */
    void end(Map<String, Trail> trails) {
        before.forEach((account, snapshot) -> {
            Trail trail = trails.get(account);
            long last = trail == null ? 0 : trail.tip().sequence();
            if (snapshot.sequence > last) {
                journal.report(FindingKind.MISSING,
                        trail == null || trail.tip().offset() < 0 ? null : trail.tip().offset(),
                        account, last + 1, "entries " + (last + 1) + " to " + snapshot.sequence
                                + " are not there: " + balances.topic() + " has a snapshot of"
                                + " entry " + snapshot.sequence + " at offset " + snapshot.offset,
                        List.of());
            }
        });
        trails.values().forEach(this::endOf);
    }

    private void endOf(Trail trail) {
        Tip tip = trail.tip();
        String account = trail.owner().accountId();
        Snapshot first = before.get(account);
        Snapshot latest = after.getOrDefault(account, first);
        if (latest == null || latest.sequence == 0) {
            balances.report(FindingKind.MISSING, latest == null ? null : latest.offset, account,
                    tip.sequence(), "there is no snapshot of the account, whose last entry is "
                            + tip.sequence(), List.of());
        } else if (latest.sequence > 0 && latest.sequence < tip.sequence()) {
            balances.report(FindingKind.MISSING, latest.offset, account, tip.sequence(),
                    "the latest snapshot is of entry " + latest.sequence + ", the journal goes on"
                            + " to " + tip.sequence());
        } else if (latest != first && latest.sequence == tip.sequence()) {
            compare(account, tip, latest);
        }
    }

    private void compare(String account, Tip tip, Snapshot snapshot) {
        if (tip.state().isKnown() && Arrays.equals(written(tip, catalog), snapshot.value)) {
            return;
        }
        Balance balance = codec.decode(snapshot.value);
        List<Difference> differences = tip.state().isKnown()
                ? differences(tip, balance) : shown(tip, balance);
        if (!differences.isEmpty()) {
            balances.report(FindingKind.CONTENT_DIFFERS, snapshot.offset, account, tip.sequence(),
                    "the snapshot is not that of the journal's entry " + tip.sequence(),
                    differences);
        }
    }

    private List<Difference> differences(Tip tip, Balance found) {
        List<Difference> differences = Differences.between(
                expected(tip, catalog), found, notCompared(tip, found));
        boolean dueOnly = differences.size() == 1 && differences.get(0).field().equals(NEXT_DUE);
        return dueOnly && wasDue(tip, found) ? List.of() : differences;
    }

    /** The fields that a snapshot of its time had not, or that its rules told otherwise. */
    private static List<String> notCompared(Tip tip, Balance found) {
        List<String> fields = new ArrayList<>();
        if (writtenByVersionOne(found)) {
            fields.addAll(ADDED_BY_VERSION_TWO);
        }
        if (Redecider.areEarlier(tip.rulesVersion())) {
            fields.addAll(ADDED_BY_RULES_TWO);
        }
        return fields;
    }

    private Balance expected(Tip tip, Catalog by) {
        return codec.decode(written(tip, by));
    }

    /** The snapshot that the ledger writes of the account. */
    private byte[] written(Tip tip, Catalog by) {
        return writer.write(
                new StoredAccount(tip.state().account(), tip.hash(), tip.usageOffset()),
                tip.catalogVersion(), by);
    }

    /** The first version of the contract had not these fields, so they read as their defaults. */
    private static boolean writtenByVersionOne(Balance found) {
        return found.getCycleAnchor() == null && found.getCustomAllowanceNanos() == null
                && found.getLateAllowanceNanos() == 0;
    }

    /**
     * A catalog version that was added since makes an idle account due earlier than its snapshot
     * says.
     */
    private boolean wasDue(Tip tip, Balance found) {
        Account account = tip.state().account();
        for (int i = 1; i < catalog.versions().size(); i++) {
            Catalog then = new Catalog(catalog.versions().subList(0, i));
            if (catalog.versions().get(i).effectiveFrom() > account.clock()
                    && Differences.between(expected(tip, then), found,
                            notCompared(tip, found)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The differences from what the last entry shows, for a state that is not known. */
    private static List<Difference> shown(Tip tip, Balance found) {
        List<Difference> differences = new ArrayList<>();
        Balances shown = tip.state().balances();
        if (shown != null) {
            add(differences, "allowance_left_nanos", shown.allowanceLeft(),
                    found.getAllowanceLeftNanos());
            add(differences, "extra_usage_nanos", shown.extraUsage(),
                    found.getExtraUsageNanos());
            add(differences, "spent_nanos", shown.spent(), found.getSpentNanos());
        }
        return differences;
    }

    private static void add(List<Difference> to, String field, long expected, long found) {
        if (expected != found) {
            to.add(new Difference(field, Long.toString(expected), Long.toString(found)));
        }
    }
}
