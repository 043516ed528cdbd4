package dev.extrausage.benchmarks.http;

import java.time.Duration;

/**
 * The shape of a load on an HTTP server.
 *
 * @param host an address of the server
 * @param port its port
 * @param key sent as bearer
 * @param connections sockets, each with one request at a time
 * @param perSecond requests a second of all connections together; 0: as many as are answered
 * @param warmUp the time before anything is counted
 * @param measured the time that counts
 */
public record HttpLoadPlan(String host, int port, String key, int connections, int perSecond,
        Duration warmUp, Duration measured) { }
