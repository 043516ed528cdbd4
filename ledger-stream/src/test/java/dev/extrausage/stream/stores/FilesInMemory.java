package dev.extrausage.stream.stores;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A stand-in for RocksDB's files that counts writes, and outlives its closing. */
final class FilesInMemory implements KeyValueStore<Bytes, byte[]> {
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private long writes;
    private int commits;

    /** Keys put or deleted since the beginning. */
    public long writes() {
        return writes;
    }

    public int commits() {
        return commits;
    }

    @Override public byte[] get(Bytes key) {
        return entries.get(key);
    }

    @Override public void put(Bytes key, byte[] value) {
        writes++;
        entries.put(key, value);
    }

    @Override public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        all.forEach(one -> put(one.key, one.value));
    }

    @Override public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override public byte[] delete(Bytes key) {
        writes++;
        return entries.remove(key);
    }

    @Override public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return over(entries.subMap(from, true, to, true));
    }

    @Override public KeyValueIterator<Bytes, byte[]> all() {
        return over(entries);
    }

    private static KeyValueIterator<Bytes, byte[]> over(Map<Bytes, byte[]> some) {
        Iterator<Map.Entry<Bytes, byte[]>> rest = some.entrySet().iterator();
        return new KeyValueIterator<>() {
            @Override public boolean hasNext() {
                return rest.hasNext();
            }

            @Override public KeyValue<Bytes, byte[]> next() {
                Map.Entry<Bytes, byte[]> next = rest.next();
                return KeyValue.pair(next.getKey(), next.getValue());
            }

            @Override public Bytes peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override public void close() {}
        };
    }

    @Override public long approximateNumEntries() {
        return entries.size();
    }

    @Override public void commit(Map<TopicPartition, Long> changelogOffsets) {
        commits++;
    }

    @Override public String name() {
        return "files";
    }

    @Override public void init(StateStoreContext context, StateStore root) {}

    @Override public void close() {}

    @Override public boolean persistent() {
        return true;
    }

    @Override public boolean isOpen() {
        return true;
    }
}
