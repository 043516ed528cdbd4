package dev.extrausage.benchmarks.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Many open event streams, read by one thread, as a crowd of browsers would. */
public final class OpenStreams implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final String GOOD = "HTTP/1.1 200";

    private final URI url;
    private final Consumer<String> lines;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> open = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Thread reader = new Thread(this::read, "stream-reader");
    private volatile boolean closing;
    private volatile IOException failure;

    /** Cuts what comes into lines; the heads of HTTP's chunks are lines of their own. */
    private static final class LineCutter {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream(512);

        void take(ByteBuffer bytes, Consumer<String> lines) {
            while (bytes.hasRemaining()) {
                byte b = bytes.get();
                if (b == '\n') {
                    lines.accept(begun.toString(StandardCharsets.UTF_8));
                    begun.reset();
                } else if (b != '\r') {
                    begun.write(b);
                }
            }
        }
    }

    /**
     * None so far, of the server at {@code url}.
     *
     * @param lines hears each line of all of them, in the reader's thread
     */
    public OpenStreams(URI url, Consumer<String> lines) throws IOException {
        this.url = url;
        this.lines = lines;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Opens one more; returns when its first bytes are there.
     *
     * @throws IOException it is refused, or another one was lost
     */
    public void open(String key, String account) throws IOException {
        requireWell();
        SocketChannel channel = SocketChannel.open(
                new InetSocketAddress(url.getHost(), url.getPort()));
        open.add(channel);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(("GET /v1/accounts/" + account + "/stream HTTP/1.1\r\nHost: "
                + url.getAuthority() + "\r\nAuthorization: Bearer " + key
                + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1)));
        ByteBuffer first = ByteBuffer.allocate(BUFFER);
        try {
            channel.read(first);
        } catch (IOException e) {
            throw new IOException("stream " + open.size() + ", of " + account + ": "
                    + e.getMessage(), e);
        }
        String head = new String(first.array(), 0, first.position(), StandardCharsets.ISO_8859_1);
        if (!head.startsWith(GOOD)) {
            throw new IOException("the stream of " + account + " is refused: " + head);
        }
        LineCutter cutter = new LineCutter();
        cutter.take(first.flip(), lines);
        channel.configureBlocking(false);
        selector.wakeup();
        channel.register(selector, SelectionKey.OP_READ, cutter);
        selector.wakeup();
    }

    /** Throws if a stream was lost. */
    public void requireWell() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void read() {
        try {
            while (!closing) {
                selector.select(this::take);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void take(SelectionKey key) {
        buffer.clear();
        try {
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                throw new IOException("the server ended a stream");
            }
            ((LineCutter) key.attachment()).take(buffer.flip(), lines);
        } catch (IOException e) {
            failure = closing ? failure : e;
            key.cancel();
        }
    }

    /** Closes all of them. */
    @Override public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel channel : open) {
            channel.close();
        }
        selector.close();
    }
}
