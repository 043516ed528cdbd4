package dev.extrausage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, for clients and for the controller, on 127.0.0.1 only.
 *
 * <p>They are bound before the broker exists and then handed to it. So a taken port is known while
 * nothing has to be undone, and a port picked by the operating system cannot be lost to another
 * process between the picking and the binding, as it could if only its number were passed on.
 */
final class ListenerSockets implements ServerSocketFactory, AutoCloseable {
    /** Kafka's own default backlog ({@code socket.listen.backlog.size}). */
    private static final int BACKLOG = 50;
    static final String HOST = "127.0.0.1";
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private final Map<String, ServerSocketChannel> sockets;

    private ListenerSockets(Map<String, ServerSocketChannel> sockets) {
        this.sockets = sockets;
    }

    /** Binds {@code port} for clients (0: any free one), and any free one for the controller. */
    static ListenerSockets open(int port) {
        ServerSocketChannel clients = bind(port);
        try {
            return new ListenerSockets(Map.of(CLIENTS, clients, CONTROLLER, bind(0)));
        } catch (RuntimeException e) {
            close(clients);
            throw e;
        }
    }

    private static ServerSocketChannel bind(int port) {
        ServerSocketChannel socket = null;
        try {
            socket = ServerSocketChannel.open();
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            if (socket != null) {
                close(socket);
            }
            String why = e instanceof BindException ? "taken, or not allowed" : "not usable";
            throw new KafkaNotStartedException("port " + port + " on " + HOST + " is " + why + " ("
                    + e.getMessage() + "): stop what listens there, or choose another port", e);
        }
    }

    int clientPort() {
        return sockets.get(CLIENTS).socket().getLocalPort();
    }

    int controllerPort() {
        return sockets.get(CONTROLLER).socket().getLocalPort();
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
