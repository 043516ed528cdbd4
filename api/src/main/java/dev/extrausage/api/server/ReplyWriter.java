package dev.extrausage.api.server;

import dev.extrausage.api.http.EventFeed;
import dev.extrausage.api.http.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes one reply to its caller. */
final class ReplyWriter {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Executor writers;

    ReplyWriter(Request request, Response response, Callback callback, Executor writers) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.writers = writers;
    }

    void write(Reply reply) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL,
                reply.headers().containsKey("ETag") ? "private, no-cache" : "no-store");
        reply.headers().forEach((name, value) -> {
            if (HttpHeader.VARY.is(name)) {
                response.getHeaders().add(name, value); // beside that of every answer
            } else {
                response.getHeaders().put(name, value);
            }
        });
        reply.cookies().forEach(cookie ->
                response.getHeaders().add(HttpHeader.SET_COOKIE, cookie));
        if (reply.body() instanceof Reply.Pieces pieces) {
            pieces(pieces);
        } else if (reply.body() instanceof Reply.Events events) {
            events(events);
        } else {
            bytes(((Reply.Bytes) reply.body()).bytes());
        }
    }

    private void bytes(byte[] bytes) {
        if (bytes.length > 0) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** Those of an answer whose length nobody knows: as the last write it would be of 0 bytes. */
    private void headers() {
        response.write(false, ByteBuffer.allocate(0), callback);
    }

    private void pieces(Reply.Pieces pieces) {
        if (request.getMethod().equals("HEAD")) {
            headers();
            return;
        }
        writers.execute(() -> {
            try {
                OutputStream out = Content.Sink.asOutputStream(response);
                pieces.writing().to(out);
                out.close();
            } catch (IOException | RuntimeException e) {
                callback.failed(e); // half an answer must not look like a whole one
                return;
            }
            callback.succeeded();
        });
    }

    private void events(Reply.Events events) {
        if (request.getMethod().equals("HEAD")) {
            headers();
            return;
        }
        JettyChannel channel = new JettyChannel(response, callback);
        request.addIdleTimeoutListener(timeout -> false); // the feed itself ends what is idle
        request.addFailureListener(channel::broken);
        // The headers go at once: a caller must not wait for the first event to see them.
        response.write(false, ByteBuffer.allocate(0),
                Callback.from(() -> events.feed().start(channel), channel::broken));
    }

    /** A connection to a caller of events. */
    private static final class JettyChannel implements EventFeed.Channel {
        private final Response response;
        private final Callback callback;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        JettyChannel(Response response, Callback callback) {
            this.response = response;
            this.callback = callback;
        }

        void broken(Throwable why) {
            if (closed.complete(null)) {
                callback.failed(why);
            }
        }

        @Override
        public CompletableFuture<Void> write(ByteBuffer bytes) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            if (closed.isDone()) {
                written.completeExceptionally(new IOException("the caller is gone"));
                return written;
            }
            response.write(false, bytes, Callback.from(() -> written.complete(null), failure -> {
                broken(failure);
                written.completeExceptionally(failure);
            }));
            return written;
        }

        @Override
        public CompletableFuture<Void> closed() {
            return closed;
        }

        @Override
        public void close() {
            if (closed.complete(null)) {
                response.write(true, ByteBuffer.allocate(0), callback);
            }
        }
    }
}
