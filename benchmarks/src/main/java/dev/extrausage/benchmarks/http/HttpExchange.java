package dev.extrausage.benchmarks.http;

import java.util.function.LongFunction;

/**
 * A kind of request that a load repeats.
 *
 * @param method in capitals
 * @param path as it is sent
 * @param contentType of the body; null where it has none
 * @param body makes the body of the request with that number; null where it has none
 */
public record HttpExchange(
        String method, String path, String contentType, LongFunction<byte[]> body) { }
