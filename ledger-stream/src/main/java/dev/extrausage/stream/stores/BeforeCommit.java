package dev.extrausage.stream.stores;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Tells a task's memory that its transaction is about to commit, and that it must forget.
 *
 * <p>What is kept in memory between two events has to be in the same transaction as what was
 * written because of it (J4). Kafka Streams has no public call for "now, before the commit":
 * punctuators run at other times, and {@code StateStore.commit} and {@code close} after the
 * transaction. Its own record cache has one, and this store, which holds nothing, takes part in it:
 * {@link #flushCache} is called before a task's offsets are gathered and its producer is flushed.
 * All that the memory then puts into the other stores, or forwards, is in the transaction.
 *
 * <p>{@link #clearCache} is called when a task becomes a standby, whose stores then change without
 * the memory's knowledge; {@link #close} and {@link #init} around an abort, after which the task is
 * revived with the same objects and restored stores. Whatever is remembered is worth nothing then.
 *
 * <p>This is the only class that knows the inside of Kafka Streams: ArchitectureTest names it, and
 * BeforeCommitTest fails when Streams no longer calls it.
 */
public final class BeforeCommit implements StateStore, CachedStateStore<byte[], byte[]> {
    /** The store's name; it has no changelog and no files. */
    public static final String STORE = "before-commit";

    private InternalProcessorContext<?, ?> context;
    private ProcessorNode<?, ?, ?, ?> node;
    private Memory memory;
    private boolean open;

    /** The memory of a task between two commits. */
    public interface Memory {
        /** Hands on, now, everything that the commit must hold. */
        void flush();

        /** Forgets everything; the stores say how it is. */
        void forget();
    }

    private BeforeCommit() {}

    /** Serves the processor that is being initialised: in its name the memory may forward. */
    public void serve(Memory memory) {
        this.memory = memory;
        this.node = context.currentNode();
    }

    @Override public void flushCache() {
        if (memory == null) {
            return;
        }
        ProcessorNode<?, ?, ?, ?> before = context.currentNode();
        context.setCurrentNode(node);
        try {
            memory.flush();
        } finally {
            context.setCurrentNode(before);
        }
    }

    @Override public void clearCache() {
        if (memory != null) {
            memory.forget();
        }
    }

    @Override public void init(StateStoreContext context, StateStore root) {
        clearCache();
        this.context = (InternalProcessorContext<?, ?>) context;
        context.register(root, (key, value) -> {
            throw new IllegalStateException(STORE + " has no changelog to be restored from");
        });
        open = true;
    }

    @Override public void close() {
        clearCache();
        open = false;
    }

    @Override public String name() {
        return STORE;
    }

    @Override public boolean persistent() {
        return false;
    }

    @Override public boolean isOpen() {
        return open;
    }

    @Override public boolean setFlushListener(
            CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    /** Makes one for each task. There is nothing to choose: no cache of Streams', no changelog. */
    public static final class Builder implements StoreBuilder<BeforeCommit> {
        @Override public BeforeCommit build() {
            return new BeforeCommit();
        }

        @Override public String name() {
            return STORE;
        }

        @Override public boolean loggingEnabled() {
            return false;
        }

        @Override public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override public StoreBuilder<BeforeCommit> withCachingEnabled() {
            throw new UnsupportedOperationException(STORE + " holds nothing to cache");
        }

        @Override public StoreBuilder<BeforeCommit> withCachingDisabled() {
            return this;
        }

        @Override public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException(STORE + " holds nothing to log");
        }

        @Override public StoreBuilder<BeforeCommit> withLoggingDisabled() {
            return this;
        }
    }
}
