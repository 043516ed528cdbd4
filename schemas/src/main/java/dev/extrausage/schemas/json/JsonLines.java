package dev.extrausage.schemas.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream, split at LF only; the last may be without one. Memory is bounded by the
 * longest line that {@link EventJson} reads, not by the longest line there is. Not thread-safe.
 */
public final class JsonLines {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;

    // At most one byte more than EventJson reads: so it can tell a line that is too long.
    private byte[] line = new byte[1024];
    private int length;
    private boolean blank;
    private long number;

    /** Reads from {@code in}, which the caller closes. */
    public JsonLines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false when there is none. */
    public boolean next() throws IOException {
        length = 0;
        blank = true;
        if (!fill()) {
            return false;
        }
        number++;
        do {
            int from = next;
            while (next < end && buffer[next] != '\n') {
                blank = blank && isBlank(buffer[next]);
                next++;
            }
            append(from, next - from);
            if (next < end) {
                next++;
                return true;
            }
        } while (fill());
        return true;
    }

    /** Tells whether {@link #next} can answer without waiting for its stream. */
    public boolean isBuffered() {
        return next < end;
    }

    /** The line's number, from 1. */
    public long number() {
        return number;
    }

    /** Tells whether the line has nothing but spaces, tabs and CR. */
    public boolean isBlank() {
        return blank;
    }

    /** The line's bytes, {@link #length} of them, until {@link #next} is called. */
    public byte[] bytes() {
        return line;
    }

    /** The line's length in bytes without its LF; of a longer one, one more than may be read. */
    public int length() {
        return length;
    }

    private boolean fill() throws IOException {
        if (next < end) {
            return true;
        }
        next = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private void append(int from, int count) {
        int kept = Math.min(count, EventJson.MAX_BYTES + 1 - length);
        if (line.length < length + kept) {
            int doubled = Math.min(EventJson.MAX_BYTES + 1, 2 * line.length);
            line = java.util.Arrays.copyOf(line, Math.max(length + kept, doubled));
        }
        System.arraycopy(buffer, from, line, length, kept);
        length += kept;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
