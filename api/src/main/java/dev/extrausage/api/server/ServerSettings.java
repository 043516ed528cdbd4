package dev.extrausage.api.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The place and the bounds of a server.
 *
 * @param host the address to listen on, {@code 127.0.0.1} unless something else is meant
 * @param port 0: any free one
 * @param keystore a PKCS#12 file with the certificate for TLS; null: plain HTTP
 * @param keystorePassword a file with its password; null where there is no keystore
 * @param behindProxy if {@code X-Forwarded-Proto} of the proxy before us is believed
 * @param connections the most at a time
 * @param idle the longest that a connection may say nothing
 * @param stopWithin the longest that requests under way may take at the end
 */
public record ServerSettings(
        String host, int port, Path keystore, Path keystorePassword, boolean behindProxy,
        int connections, Duration idle, Duration stopWithin) {
    private static final int USUAL_CONNECTIONS = 4_096;

    /** A server for this machine alone. */
    public static ServerSettings local(int port) {
        return new ServerSettings("127.0.0.1", port, null, null, false, USUAL_CONNECTIONS,
                Duration.ofSeconds(30), Duration.ofSeconds(10));
    }
}
