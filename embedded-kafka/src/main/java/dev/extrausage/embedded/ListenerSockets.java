package dev.extrausage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's listening sockets, for clients and for the controller: on 127.0.0.1, unless it is a
 * member of a cluster whose places are elsewhere.
 *
 * <p>They are bound before the broker exists and then handed to it. So a taken port is known while
 * nothing has to be undone, and a port that was found free cannot be lost to another process
 * between the finding and the binding, as it could if only its number were passed on.
 *
 * <p>A free port is looked for below those that operating systems give to the clients' ends of
 * connections. A broker that goes away and comes back finds its port taken otherwise now and then:
 * by the end of any connection, even one of a client that looks for this very broker.
 */
final class ListenerSockets implements ServerSocketFactory, AutoCloseable {
    /** Kafka's own default backlog ({@code socket.listen.backlog.size}). */
    private static final int BACKLOG = 50;
    static final String HOST = "127.0.0.1";
    /** For clients whom nobody asks who they are; named, as the next two, after its protocol. */
    static final String CLIENTS = "PLAINTEXT";
    /** For clients with passwords. */
    static final String PASSWORDS = "SASL_SSL";
    /** For clients with certificates, the broker itself among them. */
    static final String CERTIFICATES = "SSL";
    static final String CONTROLLER = "CONTROLLER";

    private static final int LEAST_FREE_PORT = 20_000;
    private static final int MOST_FREE_PORT = 32_000;
    private static final int TRIES = 100;

    private final String host;
    private final Map<String, ServerSocketChannel> sockets;

    private ListenerSockets(String host, Map<String, ServerSocketChannel> sockets) {
        this.host = host;
        this.sockets = sockets;
    }

    /**
     * Binds {@code port} for the first of the clients' listeners (0: any free one), and free ones
     * for the others and the controller.
     */
    static ListenerSockets open(int port, List<String> clients) {
        Map<String, ServerSocketChannel> sockets = new LinkedHashMap<>();
        try {
            for (String listener : clients) {
                sockets.put(listener,
                        port == 0 || !sockets.isEmpty() ? bindAnyFree() : bind(HOST, port));
            }
            sockets.put(CONTROLLER, bindAnyFree());
            return new ListenerSockets(HOST, sockets);
        } catch (RuntimeException e) {
            sockets.values().forEach(ListenerSockets::close);
            throw e;
        }
    }

    /** Binds the places where the other members look for this one. */
    static ListenerSockets open(ClusterMember.Place place) {
        Map<String, ServerSocketChannel> sockets = new LinkedHashMap<>();
        try {
            sockets.put(CLIENTS, bind(place.host(), place.port()));
            sockets.put(CONTROLLER, bind(place.host(), place.controllerPort()));
            return new ListenerSockets(place.host(), sockets);
        } catch (RuntimeException e) {
            sockets.values().forEach(ListenerSockets::close);
            throw e;
        }
    }

    private static ServerSocketChannel bindAnyFree() {
        for (int i = 0; i < TRIES; i++) {
            try {
                return bind(HOST, ThreadLocalRandom.current()
                        .nextInt(LEAST_FREE_PORT, MOST_FREE_PORT));
            } catch (KafkaNotStartedException taken) {
                continue;
            }
        }
        return bind(HOST, 0);
    }

    private static ServerSocketChannel bind(String host, int port) {
        ServerSocketChannel socket = null;
        try {
            socket = ServerSocketChannel.open();
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            if (socket != null) {
                close(socket);
            }
            String why = e instanceof BindException ? "taken, or not allowed" : "not usable";
            throw new KafkaNotStartedException("port " + port + " on " + host + " is " + why + " ("
                    + e.getMessage() + "): stop what listens there, or choose another port", e);
        }
    }

    /** The clients' listeners, the first one first. */
    List<String> clients() {
        return sockets.keySet().stream().filter(name -> !name.equals(CONTROLLER)).toList();
    }

    /** The address of all of them. */
    String host() {
        return host;
    }

    int portOf(String listener) {
        return sockets.get(listener).socket().getLocalPort();
    }

    @Override public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
        ServerSocketChannel socket = sockets.get(listener);
        if (socket == null) {
            throw new IllegalStateException("no socket was opened for listener " + listener);
        }
        return socket;
    }

    /** Closes what the broker has not closed itself; after its orderly end that is nothing. */
    @Override public void close() {
        sockets.values().forEach(ListenerSockets::close);
    }

    private static void close(ServerSocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
