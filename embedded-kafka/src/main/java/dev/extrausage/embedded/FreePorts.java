package dev.extrausage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 for servers that are told their port before they bind it, or that come back
 * to it after a stop.
 *
 * <p>They lie below those that operating systems give to the clients' ends of connections, which
 * would take such a port now and then while nobody listens there, and below those of
 * {@link ListenerSockets}. No port is given twice by one process.
 */
public final class FreePorts {
    private static final int LEAST = 10_000;
    private static final int MOST = 20_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {
    }

    /**
     * A port on which nobody listens.
     *
     * @throws IllegalStateException if none was found
     */
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no port from " + LEAST + " to " + (MOST - 1) + " on 127.0.0.1 is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket =
                new ServerSocket(port, 1, InetAddress.getByName(ListenerSockets.HOST))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
