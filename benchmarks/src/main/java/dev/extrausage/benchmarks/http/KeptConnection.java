package dev.extrausage.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One kept connection with one request at a time; it waits for nothing, the selector does. */
final class KeptConnection implements AutoCloseable {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final HttpExchange exchange;
    private final String headers;
    private final AnswerReader answers = new AnswerReader();
    private ByteBuffer request = ByteBuffer.allocate(0);

    /** @param attachment of the key by which the selector tells that something has come */
    KeptConnection(HttpLoadPlan plan, HttpExchange exchange, Selector selector, Object attachment)
            throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(plan.host(), plan.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, attachment);
        this.exchange = exchange;
        headers = " HTTP/1.1\r\nHost: " + plan.host() + ":" + plan.port()
                + "\r\nAuthorization: Bearer " + plan.key() + "\r\n"
                + (exchange.contentType() == null ? ""
                        : "Content-Type: " + exchange.contentType() + "\r\n");
    }

    /** Begins to send the request with that number. */
    void send(long number) throws IOException {
        byte[] content = exchange.body() == null ? new byte[0] : exchange.body().apply(number);
        byte[] head = (exchange.method() + " " + exchange.path().apply(number) + headers
                + (exchange.body() == null ? "" : "Content-Length: " + content.length + "\r\n")
                + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        request = ByteBuffer.allocate(head.length + content.length).put(head).put(content).flip();
        write();
    }

    private void write() throws IOException {
        channel.write(request);
        int wanted = request.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /**
     * Goes on with what the selector says is possible.
     *
     * @return the status of the answer once its last byte is read; 0 before
     */
    int advance() throws IOException {
        if (request.hasRemaining()) {
            write();
        }
        return key.isReadable() ? answers.read(channel) : 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
