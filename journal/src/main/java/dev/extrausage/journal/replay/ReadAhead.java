package dev.extrausage.journal.replay;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Input;
import dev.extrausage.schemas.json.EventJson;
import dev.extrausage.schemas.json.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads the lines of a stream on a thread of its own while earlier ones are decided: reading JSON
 * is about half of a replay, and needs nothing of the accounts. A bounded number of lines is ahead.
 */
final class ReadAhead implements AutoCloseable {
    private static final int LINES_AT_ONCE = 500;
    private static final int PARTS_AHEAD = 8;

    /**
     * A line, read.
     *
     * @param lineNumber from 1; blank lines are counted and left out
     * @param input the input in it; null when the line is bad
     * @param error what is wrong with a bad line; else null
     */
    record Line(long lineNumber, Input input, String error) {}

    /** Some lines; none come after the {@code last}, because of {@code failure} if it is set. */
    private record Part(List<Line> lines, boolean last, Throwable failure) {}

    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(PARTS_AHEAD);
    private final EventJson events = new EventJson();
    private final JsonLines lines;
    private final Thread reader = new Thread(this::readAll, "read-ahead");
    private List<Line> read = new ArrayList<>(LINES_AT_ONCE);
    private Part last;

    /** Begins to read {@code in}, which the caller closes. */
    ReadAhead(InputStream in) {
        lines = new JsonLines(in);
        // It may wait for input for ever, and must not keep the process alive then.
        reader.setDaemon(true);
        reader.start();
    }

    /** True if {@link #next} has to wait for the reader. */
    boolean isDry() {
        return parts.isEmpty();
    }

    /** The next lines, or null after the last; what the stream threw is thrown after its lines. */
    List<Line> next() throws IOException {
        if (last != null) {
            rethrow(last.failure);
            return null;
        }
        try {
            Part part = parts.take();
            last = part.last ? part : null;
            return part.lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException("reading ahead failed", failure);
        }
    }

    /** Lets the reader go; what it has read and nobody took is lost. */
    @Override
    public void close() {
        reader.interrupt();
    }

    private void readAll() {
        try {
            Throwable failure = null;
            try {
                readLines();
            } catch (IOException | RuntimeException | Error e) {
                // Whatever it is, the other thread must hear of it, or it would wait for ever.
                failure = e;
            }
            parts.put(new Part(read, true, failure));
        } catch (InterruptedException e) {
            // close() was called: nobody waits for the rest.
            Thread.currentThread().interrupt();
        }
    }

    private void readLines() throws IOException, InterruptedException {
        while (lines.next()) {
            if (!lines.isBlank()) {
                read.add(line());
            }
            // The next read may wait for whoever types or pipes: hand over what there is.
            if (read.size() == LINES_AT_ONCE || !lines.isBuffered() && !read.isEmpty()) {
                parts.put(new Part(read, false, null));
                read = new ArrayList<>(LINES_AT_ONCE);
            }
        }
    }

    private Line line() {
        try {
            Input input = events.read(lines.bytes(), lines.length()).input();
            return new Line(lines.number(), input, null);
        } catch (BadInput e) {
            return new Line(lines.number(), null, e.getMessage());
        }
    }
}
