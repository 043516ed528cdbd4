package dev.extrausage.api.server;

import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.routing.Dispatcher;
import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Listens for HTTP on one address, and hands every request to a {@link Dispatcher}. Headers are
 * bounded to 16 KiB, connections and their silence by the settings; paths are taken as they are
 * sent, because an account's name may hold any visible character.
 */
public final class HttpListener implements AutoCloseable {
    private static final int MOST_THREADS = 64;
    /** Each answers what never waits; one that waits for a processor holds up its callers alone. */
    private static final int SELECTORS_PER_PROCESSOR = 2;
    /** They take threads from those that work. */
    private static final int MOST_SELECTORS = 16;
    private static final int LEAST_THREADS = 8;
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    /** Bytes; else the kernel lets it grow to megabytes for each caller that reads slowly. */
    private static final int SEND_BUFFER = 128 * 1024;
    private static final UriCompliance AS_SENT = UriCompliance.DEFAULT.with("AS_SENT",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final Server server;
    private final ServerConnector connector;
    private final boolean secure;

    private HttpListener(Server server, ServerConnector connector, boolean secure) {
        this.server = server;
        this.connector = connector;
        this.secure = secure;
    }

    /**
     * Begins to listen.
     *
     * @param headers those of every answer
     * @throws IOException the address is taken or not ours, or the keystore cannot be used
     */
    public static HttpListener start(ServerSettings settings, Dispatcher dispatcher,
            RequestObserver observer, SecurityHeaders headers) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setStopTimeout(settings.stopWithin().toMillis());
        server.setErrorHandler(new ServerErrors(headers));
        HttpConnectionFactory http = new HttpConnectionFactory(configuration(settings));
        ServerConnector connector = settings.keystore() == null
                ? new ServerConnector(server, 1, selectors(), http)
                : new ServerConnector(server, 1, selectors(), tls(settings), http);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        connector.setAcceptedSendBufferSize(SEND_BUFFER);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.connections(), connector));
        server.setHandler(new GracefulHandler(
                new Requests(dispatcher, settings.behindProxy(), threads, observer,
                        headers)));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException("port " + settings.port() + " on " + settings.host()
                    + " is taken, or not allowed (" + e.getMessage() + "): stop what listens there,"
                    + " or choose another, such as with --http-port", e);
        }
        return new HttpListener(server, connector, settings.keystore() != null);
    }

    private static int selectors() {
        return Math.min(MOST_SELECTORS,
                SELECTORS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    private static HttpConfiguration configuration(ServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setUriCompliance(AS_SENT);
        http.setNotifyRemoteAsyncErrors(true);
        if (settings.keystore() != null) {
            SecureRequestCustomizer anyName = new SecureRequestCustomizer();
            anyName.setSniHostCheck(false); // the Host header is held to a list of our own
            http.addCustomizer(anyName);
        }
        return http;
    }

    private static SslConnectionFactory tls(ServerSettings settings) throws IOException {
        String password = PasswordFile.read(settings.keystorePassword());
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(ServerKeystore.open(settings.keystore(), password));
        context.setKeyStorePassword(password);
        return new SslConnectionFactory(context, "http/1.1");
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Its address without a slash at the end. */
    public String url() {
        String host = connector.getHost();
        return (secure ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Takes no more requests, lets those under way end, and stops. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop in order", e);
        }
    }
}
