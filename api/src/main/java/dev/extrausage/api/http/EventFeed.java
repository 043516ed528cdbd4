package dev.extrausage.api.http;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A source of Server-Sent Events for one caller. */
@FunctionalInterface
public interface EventFeed {
    /** The connection to the caller. Safe for use by several threads, one write at a time. */
    interface Channel {
        /**
         * Writes bytes without waiting.
         *
         * @return completes when the caller's connection has taken them: only then may the next be
         *     written; fails when it is gone
         */
        CompletableFuture<Void> write(ByteBuffer bytes);

        /** Completes when the connection is gone, by whomever. */
        CompletableFuture<Void> closed();

        /** Ends the answer in order. */
        void close();
    }

    /** Begins to feed; returns at once. */
    void start(Channel channel);
}
