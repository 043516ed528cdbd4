package dev.extrausage.benchmarks.http;

import java.util.function.LongFunction;

/**
 * A kind of request that a load repeats.
 *
 * @param method in capitals
 * @param path makes the path of the request with that number, as it is sent
 * @param contentType of the body; null where it has none
 * @param body makes the body of the request with that number; null where it has none
 */
public record HttpExchange(String method, LongFunction<String> path, String contentType,
        LongFunction<byte[]> body) {
    /** A question by its path alone. */
    static HttpExchange get(LongFunction<String> path) {
        return new HttpExchange("GET", path, null, null);
    }

    /** A body, made for each request, to a path that stays. */
    static HttpExchange post(String path, String contentType, LongFunction<byte[]> body) {
        return new HttpExchange("POST", number -> path, contentType, body);
    }
}
