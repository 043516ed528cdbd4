package dev.extrausage.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** Reads the answers of one connection, one after another, as their bytes come. */
final class AnswerReader {
    private static final int BUFFER = 64 * 1024;
    private static final String LINE_END = "\r\n";
    private static final String HEAD_END = LINE_END + LINE_END;
    private static final String LENGTH = "content-length:";
    private static final String ENCODING = "transfer-encoding:";
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_DIGITS = 3;

    /** The part that came of a head that is not whole, or of a body, which is only counted. */
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int status;
    private long bodyLeft;

    /**
     * Reads what has come.
     *
     * @return the status of the answer once its last byte is read; 0 before
     * @throws IOException the connection is broken, has ended, or says what is no answer
     */
    int read(ReadableByteChannel from) throws IOException {
        if (from.read(buffer) < 0) {
            throw new EOFException("the connection ended before the end of an answer");
        }
        if (status == 0) {
            readHead();
        }
        if (status == 0) {
            return 0;
        }
        bodyLeft -= buffer.position();
        buffer.clear();
        if (bodyLeft < 0) {
            throw new IOException("the answer is " + -bodyLeft + " bytes longer than it says");
        }
        int whole = bodyLeft == 0 ? status : 0;
        status = bodyLeft == 0 ? 0 : status;
        return whole;
    }

    /** Takes the head off the buffer if it is whole. */
    private void readHead() throws IOException {
        String text = new String(bytes, 0, buffer.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        if (end >= 0) {
            status = Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + STATUS_DIGITS));
            bodyLeft = bodyLength(text, end);
            buffer.flip().position(end + HEAD_END.length());
            buffer.compact();
        } else if (!buffer.hasRemaining()) {
            throw new IOException("the head of the answer is longer than " + BUFFER + " bytes");
        }
    }

    private static long bodyLength(String head, int end) throws IOException {
        long length = 0;
        for (int at = head.indexOf(LINE_END); at < end; at = head.indexOf(LINE_END, at)) {
            at += LINE_END.length();
            if (head.regionMatches(true, at, LENGTH, 0, LENGTH.length())) {
                length = Long.parseLong(head.substring(
                        at + LENGTH.length(), head.indexOf(LINE_END, at)).strip());
            } else if (head.regionMatches(true, at, ENCODING, 0, ENCODING.length())) {
                throw new IOException("the answer is in chunks, whose end this does not look for");
            }
        }
        return length;
    }
}
