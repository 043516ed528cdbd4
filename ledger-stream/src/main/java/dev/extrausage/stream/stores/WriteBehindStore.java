package dev.extrausage.stream.stores;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A write-behind cache over RocksDB: a value is written when it was not overwritten for some time,
 * or when the store is to be complete.
 *
 * <p>It lies under Streams' logging, so the changelog has everything at once, and a crash loses
 * nothing: under exactly-once Streams then empties the store and reads the changelog again. What
 * RocksDB is for is the accounts that memory has no room for. A hot account is overwritten with
 * every commit; to put each of its states into RocksDB cost an eighth of the ledger's time, and its
 * compactions as much again on another core.
 *
 * <p>{@link #commit} is called when the files are to be as the changelog is: when a task is closed
 * in good order, or becomes a standby. Then nothing may be left here, since a restore writes to the
 * files directly.
 */
public final class WriteBehindStore implements KeyValueStore<Bytes, byte[]> {
    /** About what may wait in a task's heap to be written, in bytes. */
    static final long MEMORY_BYTES = 16L * 1024 * 1024;

    private static final float LOAD_FACTOR = 0.75f;
    /** Of the objects that hold a key and a value here. */
    private static final int ENTRY_BYTES = 150;

    private final KeyValueStore<Bytes, byte[]> files;
    private final long mostBytes;
    /** Not written yet; what was put last is at the end. */
    private final Map<Bytes, byte[]> waiting = new LinkedHashMap<>(1024, LOAD_FACTOR, true);
    private long bytes;

    WriteBehindStore(KeyValueStore<Bytes, byte[]> files, long mostBytes) {
        this.files = files;
        this.mostBytes = mostBytes;
    }

    /** For {@link Stores#keyValueStoreBuilder}. */
    public static KeyValueBytesStoreSupplier supplier(String name) {
        KeyValueBytesStoreSupplier rocksDb = Stores.persistentKeyValueStore(name);
        return new KeyValueBytesStoreSupplier() {
            @Override public String name() {
                return rocksDb.name();
            }

            @Override public KeyValueStore<Bytes, byte[]> get() {
                return new WriteBehindStore(rocksDb.get(), MEMORY_BYTES);
            }

            @Override public String metricsScope() {
                return rocksDb.metricsScope();
            }
        };
    }

    @Override public byte[] get(Bytes key) {
        byte[] value = waiting.get(key);
        return value != null ? value : files.get(key);
    }

    @Override public void put(Bytes key, byte[] value) {
        if (value == null) {
            delete(key);
            return;
        }
        byte[] before = waiting.put(key, value);
        bytes += before == null ? weight(key, value) : value.length - before.length;
        if (bytes > mostBytes) {
            // Some more than must be: a write of many costs less than many writes.
            write(mostBytes - mostBytes / 16);
        }
    }

    @Override public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override public byte[] delete(Bytes key) {
        byte[] waited = waiting.remove(key);
        if (waited != null) {
            bytes -= weight(key, waited);
        }
        byte[] written = files.delete(key);
        return waited != null ? waited : written;
    }

    private static long weight(Bytes key, byte[] value) {
        return ENTRY_BYTES + key.get().length + value.length;
    }

    /** Writes what waits longest, until no more than {@code rest} bytes wait. */
    private void write(long rest) {
        List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
        Iterator<Map.Entry<Bytes, byte[]>> longestWaiting = waiting.entrySet().iterator();
        while (bytes > rest && longestWaiting.hasNext()) {
            Map.Entry<Bytes, byte[]> next = longestWaiting.next();
            batch.add(KeyValue.pair(next.getKey(), next.getValue()));
            bytes -= weight(next.getKey(), next.getValue());
            longestWaiting.remove();
        }
        if (!batch.isEmpty()) {
            files.putAll(batch);
        }
    }

    @Override public void commit(Map<TopicPartition, Long> changelogOffsets) {
        write(0);
        files.commit(changelogOffsets);
    }

    @Override public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        write(0);
        return files.range(from, to);
    }

    @Override public KeyValueIterator<Bytes, byte[]> all() {
        write(0);
        return files.all();
    }

    /** The entries in the files, without those that wait; safe from any thread. */
    @Override public long approximateNumEntries() {
        return files.approximateNumEntries();
    }

    @Override public void init(StateStoreContext context, StateStore root) {
        forget();
        files.init(context, root);
    }

    /** Drops the waiting writes: they are in the changelog, or were rolled back. */
    @Override public void close() {
        forget();
        files.close();
    }

    private void forget() {
        waiting.clear();
        bytes = 0;
    }

    @Override public String name() {
        return files.name();
    }

    @Override public boolean persistent() {
        return files.persistent();
    }

    @Override public boolean isOpen() {
        return files.isOpen();
    }

    @SuppressWarnings("deprecation") // Streams asks it, so it has to be answered.
    @Override public boolean managesOffsets() {
        return files.managesOffsets();
    }

    @Override public Long committedOffset(TopicPartition partition) {
        return files.committedOffset(partition);
    }

    @Override public Position getPosition() {
        return files.getPosition();
    }
}
