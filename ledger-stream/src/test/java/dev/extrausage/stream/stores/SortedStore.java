package dev.extrausage.stream.stores;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store in memory, sorted as RocksDB sorts, that commits, rolls back, and counts. */
public final class SortedStore implements KeyValueStore<byte[], byte[]> {
    private NavigableMap<byte[], byte[]> entries = empty();
    private NavigableMap<byte[], byte[]> committed = empty();
    private long reads;
    private long writes;
    private long deletes;
    private long writtenBytes;

    private static NavigableMap<byte[], byte[]> empty() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> of) {
        NavigableMap<byte[], byte[]> copy = empty();
        copy.putAll(of);
        return copy;
    }

    /** Commits the transaction. */
    public void commitTransaction() {
        committed = copy(entries);
    }

    /** Aborts the transaction: back to the state of the last commit. */
    public void rollBack() {
        entries = copy(committed);
    }

    public NavigableMap<byte[], byte[]> entries() {
        return entries;
    }

    /** Gets and ranges since the beginning. */
    public long reads() {
        return reads;
    }

    public long writes() {
        return writes;
    }

    /** Keys and values of all writes: what a changelog holds before it is compacted. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** Keys and values of what is there: what a changelog holds after it was compacted. */
    public long keptBytes() {
        return entries.entrySet().stream()
                .mapToLong(e -> e.getKey().length + e.getValue().length).sum();
    }

    public long deletes() {
        return deletes;
    }

    @Override public byte[] get(byte[] key) {
        reads++;
        return entries.get(key);
    }

    @Override public void put(byte[] key, byte[] value) {
        writes++;
        writtenBytes += key.length + value.length;
        entries.put(key.clone(), value.clone());
    }

    @Override public byte[] delete(byte[] key) {
        deletes++;
        return entries.remove(key);
    }

    @Override public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
        reads++;
        return new Snapshot(List.copyOf(
                copy(entries.subMap(from, true, to, true)).entrySet()).iterator());
    }

    @Override public KeyValueIterator<byte[], byte[]> all() {
        return new Snapshot(List.copyOf(copy(entries).entrySet()).iterator());
    }

    @Override public byte[] putIfAbsent(byte[] key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override public void putAll(List<KeyValue<byte[], byte[]>> all) {
        all.forEach(one -> put(one.key, one.value));
    }

    @Override public long approximateNumEntries() {
        return entries.size();
    }

    @Override public String name() {
        return "sorted";
    }

    @Override public void init(StateStoreContext context, StateStore root) {}

    @Override public void close() {}

    @Override public boolean persistent() {
        return false;
    }

    @Override public boolean isOpen() {
        return true;
    }

    /** Goes over what the store held when it was made, as RocksDB's iterators do. */
    private static final class Snapshot implements KeyValueIterator<byte[], byte[]> {
        private final Iterator<Map.Entry<byte[], byte[]>> rest;
        private Map.Entry<byte[], byte[]> next;

        Snapshot(Iterator<Map.Entry<byte[], byte[]>> rest) {
            this.rest = rest;
            advance();
        }

        private void advance() {
            next = rest.hasNext() ? rest.next() : null;
        }

        @Override public boolean hasNext() {
            return next != null;
        }

        @Override public byte[] peekNextKey() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            return next.getKey();
        }

        @Override public KeyValue<byte[], byte[]> next() {
            byte[] key = peekNextKey();
            KeyValue<byte[], byte[]> found = KeyValue.pair(key, next.getValue());
            advance();
            return found;
        }

        @Override public void close() {}
    }
}
