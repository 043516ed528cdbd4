package dev.extrausage.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer: a status, headers, and a body that is at hand, written piece by piece, or a feed. */
public final class Reply {
    /** The body of an answer. */
    public sealed interface Body permits Bytes, Pieces, Events { }

    /** A body at hand. */
    public record Bytes(byte[] bytes) implements Body { }

    /** A body that is written as it is made. */
    public record Pieces(Writing writing) implements Body { }

    /** Server-Sent Events. */
    public record Events(EventFeed feed) implements Body { }

    /** Writes a body, on a thread that may wait; a slow reader makes it wait. */
    @FunctionalInterface
    public interface Writing {
        /** Writes the whole to {@code out}; an exception breaks the connection off. */
        void to(OutputStream out) throws IOException;
    }

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> cookies = new ArrayList<>();
    private final Body body;

    private Reply(int status, String contentType, Body body) {
        this.status = status;
        this.body = body;
        if (contentType != null) {
            headers.put("Content-Type", contentType);
        }
    }

    /** JSON. */
    public static Reply json(int status, JsonNode json) {
        return new Reply(status, "application/json", new Bytes(JsonBody.bytes(json)));
    }

    /** JSON with status 200. */
    public static Reply ok(JsonNode json) {
        return json(200, json);
    }

    /** JSON with status 200, written without a tree. */
    public static Reply written(JsonBody.Writing json) {
        return bytes(200, "application/json", JsonBody.bytes(json));
    }

    /** Bytes of that type. */
    public static Reply bytes(int status, String contentType, byte[] bytes) {
        return new Reply(status, contentType, new Bytes(bytes));
    }

    /** A status alone. */
    public static Reply empty(int status) {
        return new Reply(status, null, new Bytes(new byte[0]));
    }

    /** A body of unknown length, of that type. */
    public static Reply pieces(String contentType, Writing writing) {
        return new Reply(200, contentType, new Pieces(writing));
    }

    /** Server-Sent Events, until {@code feed} or the caller ends them. */
    public static Reply events(EventFeed feed) {
        return new Reply(200, "text/event-stream", new Events(feed));
    }

    /** A problem. */
    public static Reply of(Problem problem) {
        Reply reply = new Reply(problem.code().status(), "application/problem+json",
                new Bytes(JsonBody.bytes(problem.json())));
        problem.headers().forEach(reply::with);
        return reply;
    }

    /** Sets a header. */
    public Reply with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds a cookie: a value of {@code Set-Cookie}, of which an answer may have several. */
    public Reply withCookie(String value) {
        cookies.add(value);
        return this;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The headers, in the order in which they were set. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The values of {@code Set-Cookie}, each in a header of its own. */
    public List<String> cookies() {
        return cookies;
    }

    /** The body. */
    public Body body() {
        return body;
    }
}
