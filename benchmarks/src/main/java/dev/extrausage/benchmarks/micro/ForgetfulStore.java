package dev.extrausage.benchmarks.micro;

import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store that costs nothing and has nothing, so that what is measured is who writes to it. */
final class ForgetfulStore implements KeyValueStore<byte[], byte[]> {
    @Override public byte[] get(byte[] key) {
        return null;
    }

    @Override public void put(byte[] key, byte[] value) {}

    @Override public byte[] putIfAbsent(byte[] key, byte[] value) {
        return null;
    }

    @Override public void putAll(List<KeyValue<byte[], byte[]>> entries) {}

    @Override public byte[] delete(byte[] key) {
        return null;
    }

    @Override public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
        return new Nothing();
    }

    @Override public KeyValueIterator<byte[], byte[]> all() {
        return new Nothing();
    }

    @Override public long approximateNumEntries() {
        return 0;
    }

    @Override public String name() {
        return "forgetful";
    }

    @Override public void init(StateStoreContext context, StateStore root) {}

    @Override public void close() {}

    @Override public boolean persistent() {
        return false;
    }

    @Override public boolean isOpen() {
        return true;
    }

    private static final class Nothing implements KeyValueIterator<byte[], byte[]> {
        @Override public boolean hasNext() {
            return false;
        }

        @Override public byte[] peekNextKey() {
            throw new NoSuchElementException();
        }

        @Override public KeyValue<byte[], byte[]> next() {
            throw new NoSuchElementException();
        }

        @Override public void close() {}
    }
}
