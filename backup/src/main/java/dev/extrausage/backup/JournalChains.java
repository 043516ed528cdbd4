package dev.extrausage.backup;

import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.Leaf;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.wire.HashChain;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The latest entry of every account of one partition of the journal, as its entries pass by, and
 * how far they say that the inputs were decided. Belongs to one thread.
 */
final class JournalChains {
    private final HashChain chain = new HashChain();
    private final AvroCodec<BalanceChange> codec;
    private final Map<String, Leaf> leaves = new HashMap<>();
    private final Map<TopicPartition, Long> decided = new HashMap<>();
    private Source lastSource;

    JournalChains(AvroCodec<BalanceChange> codec) {
        this.codec = codec;
    }

    /** Goes on from where a checkpoint, with its accounts, left that partition. */
    void goOnFrom(PartitionState state) {
        state.leaves().forEach(leaf -> leaves.put(leaf.account(), leaf));
    }

    /** Takes in the next entry; a sentence if it is not the next of its account. */
    Optional<String> take(KeptRecord record) {
        byte[] value = record.value();
        lastSource = null;
        if (record.key() == null || value == null || value.length < 2 * HashChain.HASH_LENGTH) {
            return Optional.of("is no entry: it has no key, or too few bytes");
        }
        String account = new String(record.key(), StandardCharsets.UTF_8);
        Leaf last = leaves.getOrDefault(account, new Leaf(account, 0, HashChain.start()));
        BalanceChange entry;
        try {
            entry = codec.decode(value);
        } catch (BadRecord e) {
            return Optional.of("is no entry: " + e.getMessage());
        }
        byte[] hash = HashChain.hashIn(value);
        leaves.put(account, new Leaf(account, entry.getSequence(), hash));
        lastSource = entry.getSource();
        decided.merge(new TopicPartition(lastSource.getTopic(), lastSource.getPartition()),
                lastSource.getOffset() + 1, Math::max);
        return fault(account, last, entry, value, hash);
    }

    private Optional<String> fault(
            String account, Leaf last, BalanceChange entry, byte[] value, byte[] hash) {
        if (entry.getSequence() != last.sequence() + 1) {
            return Optional.of("is entry " + entry.getSequence() + " of account " + account
                    + ", must be " + (last.sequence() + 1));
        }
        if (!Arrays.equals(entry.getPreviousHash().bytes(), last.hash())) {
            return Optional.of("(entry " + entry.getSequence() + " of account " + account
                    + ") does not name the hash of the entry before it");
        }
        return Arrays.equals(chain.hashOf(last.hash(), value), hash) ? Optional.empty()
                : Optional.of("(entry " + entry.getSequence() + " of account " + account
                        + ") has not the hash of its bytes");
    }

    /** The place of the input that the last entry answers; empty if it could not be read. */
    Optional<Source> lastSource() {
        return Optional.ofNullable(lastSource);
    }

    /** The number of that account's latest entry; 0 of one that has none. */
    long sequenceOf(String account) {
        Leaf last = leaves.get(account);
        return last == null ? 0 : last.sequence();
    }

    /** For each partition of inputs, the offset after the last that an entry names. */
    Map<TopicPartition, Long> decided() {
        return Map.copyOf(decided);
    }

    /** Its part of a {@link Checkpoint}; {@code end}: the offset up to which entries were taken. */
    PartitionState stateAt(int partition, long end) {
        return PartitionState.of(partition, end, leaves.values());
    }
}
