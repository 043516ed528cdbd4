package dev.extrausage.journal.read;

import dev.extrausage.core.BadInput;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One account's entries out of a partition that holds those of many: by their places where these
 * are known, and by a scan of the partition where they are not. Safe for use by several threads.
 */
public final class AccountEntries {
    private static final int PAGE = 1_000;

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

    /** Hands on all of the account's entries, in their order. */
    public void read(String accountId, Predicate<PlacedEntry> enough) {
        read(accountId, null, enough);
    }

    /**
     * Hands on the account's entries after one of them, in their order, until {@code enough} says
     * that one was the last that is wanted.
     *
     * @param last the place of the entry before the first that is wanted; null: from the first on
     */
    public void read(String accountId, EntryPlace last, Predicate<PlacedEntry> enough) {
        Way way = new Way(accountId, last, enough);
        List<EntryPlace> known = places.after(accountId, way.sequence, PAGE);
        if (known.isEmpty() || known.get(0).sequence() > way.sequence + 1) {
            way.scan(known.isEmpty() ? Long.MAX_VALUE : known.get(0).sequence());
            known = known.isEmpty() ? known
                    : known.stream().filter(p -> p.sequence() > way.sequence).toList();
        }
        while (!way.ended && !known.isEmpty()) {
            way.follow(known);
            known = way.ended || known.size() < PAGE ? List.of()
                    : places.after(accountId, way.sequence, PAGE);
        }
    }

    /** One reading: how far it has come. */
    private final class Way {
        private final String accountId;
        private final byte[] key;
        private final Predicate<PlacedEntry> enough;
        private final Long from;
        private long sequence;
        private boolean ended;

        Way(String accountId, EntryPlace last, Predicate<PlacedEntry> enough) {
            this.accountId = accountId;
            this.key = key(accountId);
            this.enough = enough;
            sequence = last == null ? 0 : last.sequence();
            from = last == null ? null : (Long) (last.offset() + 1);
        }

        /** Reads whatever lies between, up to the entry of that number. */
        void scan(long until) {
            int partition = partitionOf(accountId);
            lookup.scan(partition, from, record -> {
                if (Arrays.equals(record.key(), key)) {
                    take(placed(accountId, null, record));
                }
                return ended || sequence + 1 >= until;
            });
        }

        void follow(List<EntryPlace> known) {
            // Few at a time, so that not many are read in vain after the last that is wanted.
            int size = 1;
            for (int i = 0; i < known.size() && !ended; i += size) {
                size = Math.min(known.size() - i, i == 0 ? 1 : 100);
                List<EntryPlace> next = known.subList(i, i + size);
                int[] read = new int[1];
                lookup.read(next, record -> {
                    EntryPlace place = next.get(read[0]++);
                    if (!ended) {
                        take(placed(accountId, place, record));
                    }
                });
            }
        }

        private void take(PlacedEntry entry) {
            sequence = entry.entry().sequence();
            ended = enough.test(entry);
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
