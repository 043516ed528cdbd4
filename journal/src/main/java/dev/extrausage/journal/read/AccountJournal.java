package dev.extrausage.journal.read;

import dev.extrausage.core.BadInput;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The entries in {@code balance-changes}, decoded: of one account, or of all. */
public final class AccountJournal {
    private final JournalReader reader;
    private final AvroCodec<BalanceChange> codec;

    /** The journal that {@code reader} reads, as {@code codec} decodes it. */
    public AccountJournal(JournalReader reader, AvroCodec<BalanceChange> codec) {
        this.reader = reader;
        this.codec = codec;
    }

    /**
     * Hands on the account's entries in their order, as the journal stands now. Reads only the
     * account's partition.
     *
     * @throws JournalUnreadable when it cannot be read, or an entry in it cannot be decoded
     */
    public void read(String accountId, Consumer<WrittenEntry> entries) {
        byte[] key = accountId.getBytes(StandardCharsets.UTF_8);
        TopicExtent all = reader.extentOf(Topics.BALANCE_CHANGES);
        int partition = Partitioning.partitionOf(key, all.partitions());
        TopicExtent one = new TopicExtent(all.topic(),
                Map.of(partition, all.from().get(partition)),
                Map.of(partition, all.to().get(partition)));
        reader.read(one, p -> record -> {
            if (Arrays.equals(record.key(), key)) {
                entries.accept(decode(record));
            }
        });
    }

    /**
     * Hands on every account's entries, each account's in their order.
     *
     * @param entries one listener for each partition, called from one thread
     * @throws JournalUnreadable when it cannot be read, or an entry in it cannot be decoded
     */
    public void readAll(IntFunction<Consumer<WrittenEntry>> entries) {
        read(extent(null), entries);
    }

    /**
     * The part of the journal, as it stands now, that holds every entry received at that time or
     * later.
     *
     * @param since milliseconds since 1970; null: from the beginning
     */
    public TopicExtent extent(Long since) {
        return since == null ? reader.extentOf(Topics.BALANCE_CHANGES)
                : reader.extentOf(Topics.BALANCE_CHANGES, since);
    }

    /**
     * Hands on the entries in a part of the journal, each account's in their order.
     *
     * @param entries one listener for each partition, called from one thread
     * @throws JournalUnreadable when it cannot be read, or an entry in it cannot be decoded
     */
    public void read(TopicExtent part, IntFunction<Consumer<WrittenEntry>> entries) {
        reader.read(part, partition -> visitor(entries.apply(partition)));
    }

    private RecordVisitor visitor(Consumer<WrittenEntry> entries) {
        return record -> entries.accept(decode(record));
    }

    private WrittenEntry decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return WrittenEntry.of(codec.decode(record.value()));
        } catch (BadRecord | BadInput e) {
            throw JournalUnreadable.noEntry(record, e);
        }
    }
}
