package dev.extrausage.journal.read;

import dev.extrausage.core.BadInput;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One account's entries out of a partition that holds those of many: by their places where these
 * are known, and by a scan of the partition where they are not. Safe for use by several threads.
 */
public final class AccountEntries {
    private static final int PAGE = 1_000;
    private static final int AT_ONCE = 100;
    /** As many offsets at a time are read backwards: what a fetch or two bring. */
    private static final long WINDOW = 20_000;

    private final EntryLookup lookup;
    private final AvroCodec<BalanceChange> codec;
    private final KnownPlaces places;
    private final int partitions;

    /**
     * The entries that {@code lookup} finds.
     *
     * @param codec decodes them
     * @param places what is known of where they lie
     * @param partitions the number of partitions of the journal
     */
    public AccountEntries(EntryLookup lookup, AvroCodec<BalanceChange> codec, KnownPlaces places,
            int partitions) {
        this.lookup = lookup;
        this.codec = codec;
        this.places = places;
        this.partitions = partitions;
    }

    /** The partition that an account's entries lie in. */
    public int partitionOf(String accountId) {
        return Partitioning.partitionOf(accountId, partitions);
    }

    /**
     * The entry at a place.
     *
     * @throws JournalUnreadable if none is there, or another account's or another one of the same
     */
    public PlacedEntry at(String accountId, EntryPlace place) {
        PlacedEntry[] found = new PlacedEntry[1];
        lookup.read(List.of(place), record -> found[0] = placed(accountId, place, record));
        return found[0];
    }

    /**
     * Hands on the account's entries after one of them, in their order, up to a number. No consumer
     * is kept while {@code listener} works: it may be slow.
     *
     * @param last the place of the entry before the first that is wanted; null: from the first on
     * @param upTo the number of the last that is wanted, if there is one
     */
    public void read(
            String accountId, EntryPlace last, long upTo, Consumer<PlacedEntry> listener) {
        Way way = new Way(accountId, last, upTo, listener);
        List<EntryPlace> known = way.ahead();
        if (!way.isDone() && (known.isEmpty() || known.get(0).sequence() > way.sequence + 1)) {
            way.scan(known.isEmpty() ? upTo : known.get(0).sequence() - 1);
            known = known.isEmpty() ? known : way.ahead();
        }
        while (!known.isEmpty()) {
            way.follow(known);
            known = way.isDone() || known.size() < PAGE ? List.of() : way.ahead();
        }
    }

    /**
     * Finds the first of the account's entries, of those decided at a time or later, that is
     * wanted. Reads on from there, and no more of the partition than it is told.
     *
     * @param since milliseconds since 1970
     * @param most offsets to look at
     */
    public Optional<PlacedEntry> first(
            String accountId, long since, long most, Predicate<PlacedEntry> wanted) {
        int partition = partitionOf(accountId);
        byte[] key = key(accountId);
        long from = lookup.extentOf(partition, since).from().get(partition);
        PlacedEntry[] found = new PlacedEntry[1];
        lookup.scan(partition, from, record -> {
            if (Arrays.equals(record.key(), key)) {
                PlacedEntry entry = placed(accountId, null, record);
                found[0] = wanted.test(entry) ? entry : null;
            }
            return found[0] != null || record.offset() >= from + most - 1;
        });
        return Optional.ofNullable(found[0]);
    }

    /**
     * Hands on the account's entries that lie before an offset of its partition, the newest first,
     * until {@code enough} has had all that it wants. Reads backwards, window by window, and no
     * more of the partition than it is told: other accounts' entries lie between.
     *
     * @param before null: from the partition's end on
     * @param since only what was decided by then or later is wanted, milliseconds since 1970; null:
     *     all
     * @param most offsets to look at
     * @param enough says that an entry was the last that is wanted now
     * @return the offset to go on before; null: there are no earlier ones
     */
    public Long readBack(String accountId, Long before, Long since, long most,
            Predicate<PlacedEntry> enough) {
        int partition = partitionOf(accountId);
        TopicExtent extent = lookup.extentOf(partition, since);
        long from = extent.from().get(partition);
        long end = before == null ? extent.to().get(partition)
                : Math.min(before, extent.to().get(partition));
        for (long left = most; end > from && left > 0; left -= WINDOW) {
            long start = Math.max(from, end - Math.min(WINDOW, left));
            List<PlacedEntry> found = window(accountId, partition, start, end);
            for (int i = found.size() - 1; i >= 0; i--) {
                boolean isFirst = found.get(i).place().sequence() == 1;
                if (enough.test(found.get(i)) || isFirst) {
                    return isFirst ? null : (Long) found.get(i).place().offset();
                }
            }
            end = start;
        }
        return end > from ? (Long) end : null;
    }

    private List<PlacedEntry> window(String accountId, int partition, long start, long end) {
        byte[] key = key(accountId);
        List<PlacedEntry> found = new ArrayList<>();
        lookup.scan(partition, start, record -> {
            if (record.offset() < end && Arrays.equals(record.key(), key)) {
                found.add(placed(accountId, null, record));
            }
            return record.offset() >= end - 1;
        });
        return found;
    }

    /** One reading: how far it has come. */
    private final class Way {
        private final String accountId;
        private final byte[] key;
        private final long upTo;
        private final Consumer<PlacedEntry> listener;
        private final Long from;
        private long sequence;

        Way(String accountId, EntryPlace last, long upTo, Consumer<PlacedEntry> listener) {
            this.accountId = accountId;
            this.key = key(accountId);
            this.upTo = upTo;
            this.listener = listener;
            sequence = last == null ? 0 : last.sequence();
            from = last == null ? null : (Long) (last.offset() + 1);
        }

        boolean isDone() {
            return sequence >= upTo;
        }

        /** The next places that are known, as far as they are wanted. */
        List<EntryPlace> ahead() {
            return isDone() ? List.of()
                    : places.after(accountId, sequence, (int) Math.min(PAGE, upTo - sequence))
                            .stream().filter(p -> p.sequence() <= upTo).toList();
        }

        /** Reads whatever lies between, up to the entry of that number. */
        void scan(long until) {
            int partition = partitionOf(accountId);
            Long next = from;
            List<PlacedEntry> found = new ArrayList<>();
            do {
                found.clear();
                lookup.scan(partition, next, record -> {
                    boolean own = Arrays.equals(record.key(), key);
                    if (own) {
                        found.add(placed(accountId, null, record));
                    }
                    return own && (found.size() == AT_ONCE
                            || found.get(found.size() - 1).entry().sequence() >= until);
                });
                found.forEach(this::handOn);
                next = found.isEmpty() ? next
                        : (Long) (found.get(found.size() - 1).place().offset() + 1);
            } while (found.size() == AT_ONCE && sequence < until);
        }

        void follow(List<EntryPlace> known) {
            for (int i = 0; i < known.size(); i += AT_ONCE) {
                List<EntryPlace> next =
                        known.subList(i, Math.min(known.size(), i + AT_ONCE));
                List<PlacedEntry> found = new ArrayList<>(next.size());
                lookup.read(next, record -> found.add(
                        placed(accountId, next.get(found.size()), record)));
                found.forEach(this::handOn);
            }
        }

        private void handOn(PlacedEntry entry) {
            sequence = entry.entry().sequence();
            listener.accept(entry);
        }
    }

    /** {@code wanted}: the place where it was looked for; null: it was met by a scan. */
    private PlacedEntry placed(
            String accountId, EntryPlace wanted, ConsumerRecord<byte[], byte[]> record) {
        BalanceChange change = decoded(record);
        WrittenEntry entry = entry(record, change);
        EntryPlace place =
                new EntryPlace(entry.sequence(), record.partition(), record.offset());
        boolean right = Arrays.equals(record.key(), key(accountId))
                && entry.accountId().equals(accountId) && (wanted == null || wanted.equals(place));
        if (!right) {
            throw new JournalUnreadable("at " + place + " lies entry " + entry.sequence() + " of "
                    + entry.accountId() + (wanted == null ? ", under the key of "
                            : ", and not entry " + wanted.sequence() + " of ") + accountId, null);
        }
        return new PlacedEntry(entry, change, place, record.value());
    }

    private BalanceChange decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (BadRecord e) {
            throw JournalUnreadable.noEntry(record, e);
        }
    }

    private static WrittenEntry entry(
            ConsumerRecord<byte[], byte[]> record, BalanceChange change) {
        try {
            return WrittenEntry.of(change);
        } catch (BadInput e) {
            throw JournalUnreadable.noEntry(record, e);
        }
    }

    private static byte[] key(String accountId) {
        return accountId.getBytes(StandardCharsets.UTF_8);
    }
}
