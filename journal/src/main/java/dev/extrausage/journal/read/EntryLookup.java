package dev.extrausage.journal.read;

import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads records of {@code balance-changes} at given offsets: committed ones, as raw bytes. Safe for
 * use by several threads; a consumer of a small pool works for one of them at a time.
 *
 * <p>A jump costs a request to the broker, and reading on costs the records in between: it jumps
 * where more than {@value #NEAR} offsets lie between two.
 */
public final class EntryLookup implements AutoCloseable {
    /** The distance, in records, that is read on: it takes as long as a request. */
    static final long NEAR = 1_000;

    private static final Duration POLL = Duration.ofMillis(100);

    private final ConsumerPool jumping;
    private final ConsumerPool scanning;
    private final Duration patience;

    /**
     * A lookup in a Kafka.
     *
     * @param kafka how clients reach it, {@code bootstrap.servers} and security settings
     * @param consumers the most of each of two sorts that are open at once: those that jump and
     *     those that scan; from 1
     * @param patience the longest wait for a consumer, and for a record that does not come
     */
    public EntryLookup(Map<String, Object> kafka, int consumers, Duration patience) {
        this(() -> JournalConsumers.forPlaces(kafka),
                () -> JournalConsumers.forWholes(kafka, "read_committed"), consumers, patience);
    }

    EntryLookup(Supplier<Consumer<byte[], byte[]>> forPlaces,
            Supplier<Consumer<byte[], byte[]>> forWholes, int consumers, Duration patience) {
        jumping = new ConsumerPool(forPlaces, consumers, patience);
        scanning = new ConsumerPool(forWholes, consumers, patience);
        this.patience = patience;
    }

    /**
     * Hands on the records at these places of one partition, which ascend.
     *
     * @throws JournalUnreadable if there is no committed record at one of them
     */
    public void read(List<EntryPlace> places, RecordVisitor visitor) {
        if (places.isEmpty()) {
            return;
        }
        TopicPartition partition = partition(places.get(0).partition());
        jumping.with(consumer -> {
            consumer.assign(List.of(partition));
            Reading reading = new Reading(consumer, partition);
            for (EntryPlace place : places) {
                visitor.visit(reading.at(place));
            }
            return null;
        });
    }

    /**
     * Hands on the committed records of a partition from an offset on to where they end now, until
     * {@code enough} says that a record was the last that is wanted.
     *
     * @param from the first offset; null: from the first record there is
     */
    public void scan(int partition, Long from, Predicate<ConsumerRecord<byte[], byte[]>> enough) {
        TopicPartition where = partition(partition);
        scanning.with(consumer -> {
            consumer.assign(List.of(where));
            long end = consumer.endOffsets(List.of(where)).get(where);
            if (from == null) {
                consumer.seekToBeginning(List.of(where));
            } else {
                consumer.seek(where, from);
            }
            scan(new Reading(consumer, where), end, enough);
            return null;
        });
    }

    /**
     * The part of a partition, as it stands now, that holds every record of that time or later.
     *
     * @param since milliseconds since 1970; null: all of it
     */
    public TopicExtent extentOf(int partition, Long since) {
        TopicPartition where = partition(partition);
        List<TopicPartition> one = List.of(where);
        TopicExtent[] found = new TopicExtent[1];
        scanning.with(consumer -> {
            consumer.assign(one);
            long end = consumer.endOffsets(one).get(where);
            OffsetAndTimestamp at = since == null ? null
                    : consumer.offsetsForTimes(Map.of(where, since)).get(where);
            long from = since == null ? consumer.beginningOffsets(one).get(where)
                    : at == null ? end : at.offset(); // null: none is as late
            found[0] = new TopicExtent(Topics.BALANCE_CHANGES, Map.of(partition, from),
                    Map.of(partition, end));
            return null;
        });
        return found[0];
    }

    private static void scan(
            Reading reading, long end, Predicate<ConsumerRecord<byte[], byte[]>> enough) {
        while (reading.position() < end) {
            for (ConsumerRecord<byte[], byte[]> record : reading.poll()) {
                if (record.offset() >= end || enough.test(record)) {
                    return;
                }
            }
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topics.BALANCE_CHANGES.topicName(), number);
    }

    /** One thread's way through one partition. */
    private final class Reading {
        private final Consumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private Iterator<ConsumerRecord<byte[], byte[]>> polled = List
                .<ConsumerRecord<byte[], byte[]>>of().iterator();
        private long next = -1;
        private long lastProgress = System.nanoTime();

        Reading(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
            this.consumer = consumer;
            this.partition = partition;
        }

        long position() {
            return consumer.position(partition);
        }

        /** The next records; an empty answer is one, until patience ends. */
        Iterable<ConsumerRecord<byte[], byte[]>> poll() {
            long before = position();
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
            if (Thread.currentThread().isInterrupted()) {
                throw new JournalUnreadable("the reading of the journal was interrupted", null);
            }
            if (position() > before) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
                throw new JournalUnreadable(partition + " gave nothing from offset " + before
                        + " on for " + patience.toMillis() + " ms", null);
            }
            return records;
        }

        /** The record at that place, which is behind the one before. */
        ConsumerRecord<byte[], byte[]> at(EntryPlace place) {
            if (next < 0 || place.offset() < next || place.offset() - next > NEAR) {
                consumer.seek(partition, place.offset());
                polled = List.<ConsumerRecord<byte[], byte[]>>of().iterator();
            }
            lastProgress = System.nanoTime();
            try {
                return search(place);
            } catch (OffsetOutOfRangeException e) {
                throw nothingAt(place, e);
            }
        }

        private ConsumerRecord<byte[], byte[]> search(EntryPlace place) {
            while (true) {
                while (polled.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = polled.next();
                    next = record.offset() + 1;
                    if (record.offset() == place.offset()) {
                        return record;
                    }
                    if (record.offset() > place.offset()) {
                        throw nothingAt(place, null);
                    }
                }
                if (position() > place.offset()) {
                    throw nothingAt(place, null);
                }
                polled = poll().iterator();
                boolean came = polled.hasNext() || position() > place.offset();
                if (!came && place.offset() >= end()) {
                    throw nothingAt(place, null);
                }
            }
        }

        private long end() {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    private static JournalUnreadable nothingAt(EntryPlace place, Throwable cause) {
        return new JournalUnreadable("no committed entry lies in "
                + Topics.BALANCE_CHANGES.topicName() + " at " + place, cause);
    }

    @Override public void close() {
        jumping.close();
        scanning.close();
    }
}
