package dev.extrausage.api.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.JsonBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Events in the format of {@code text/event-stream}, one after another. JSON has no line breaks in
 * it, so the data of an event is one line.
 */
final class EventFrames {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An event; {@code id} is what a caller sends as {@code Last-Event-ID} to go on after it. */
    void event(String name, long id, JsonNode data) {
        text("id: " + id + "\nevent: " + name + "\ndata: ");
        out.writeBytes(JsonBody.bytes(data));
        text("\n\n");
    }

    /** A line that callers pass over. */
    void comment() {
        text(":\n\n");
    }

    /** The pause before a caller connects again. */
    void retry(Duration pause) {
        text("retry: " + pause.toMillis() + "\n\n");
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(out.toByteArray());
    }
}
