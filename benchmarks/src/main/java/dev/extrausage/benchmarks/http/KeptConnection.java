package dev.extrausage.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept connection: a request is written with one write, and its answer read to the end. */
final class KeptConnection implements AutoCloseable {
    private static final int LINE = 16 * 1024;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final HttpExchange exchange;
    private final String headers;
    private final byte[] line = new byte[LINE];

    KeptConnection(HttpLoadPlan plan, HttpExchange exchange) throws IOException {
        socket = new Socket(plan.host(), plan.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
        this.exchange = exchange;
        headers = " HTTP/1.1\r\nHost: " + plan.host() + ":" + plan.port()
                + "\r\nAuthorization: Bearer " + plan.key() + "\r\n"
                + (exchange.contentType() == null ? ""
                        : "Content-Type: " + exchange.contentType() + "\r\n");
    }

    /** Sends the request with that number, and returns the status of its answer. */
    int send(long number) throws IOException {
        byte[] content = exchange.body() == null ? new byte[0] : exchange.body().apply(number);
        byte[] head = (exchange.method() + " " + exchange.path().apply(number) + headers
                + (exchange.body() == null ? "" : "Content-Length: " + content.length + "\r\n")
                + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        out.write(request);
        return answer();
    }

    private int answer() throws IOException {
        int status = Integer.parseInt(readLine().substring(STATUS_AT, STATUS_AT + 3));
        long length = 0;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                throw new IOException("the answer is in chunks, whose end this does not look for");
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String readLine() throws IOException {
        int size = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || size == LINE) {
                throw new EOFException("the connection ended within an answer");
            }
            if (b != '\r') {
                line[size++] = (byte) b;
            }
        }
        return new String(line, 0, size, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
