package dev.extrausage.operations;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server that answers a cluster's manager and its monitoring, without a credential:
 * {@code /livez}, {@code /readyz} and {@code /metrics} (API.md section 3). It has few threads of
 * its own, so that a process that is busy can still be watched.
 */
final class OperationsServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MOST_THREADS = 8;
    private static final int LEAST_THREADS = 2;
    private static final long IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;

    private record Answer(int status, String type, String text) { }

    private OperationsServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Begins to listen; throws where the address is taken or not ours. */
    static OperationsServer start(OperationsAddress address, Readiness readiness, Meters meters)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("operations");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new Asked(readiness, meters));
        try {
            server.start();
        } catch (Exception e) { // what Jetty's start is declared to throw
            stop(server);
            throw new IOException(e.getMessage(), e);
        }
        return new OperationsServer(server, connector);
    }

    /** Its address, without a slash at the end. */
    String url() {
        String host = connector.getHost();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + connector.getLocalPort();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) { // what Jetty's stop is declared to throw
            throw new IllegalStateException("the operations port did not close in order", e);
        }
    }

    /** Answers one request. */
    private static final class Asked extends Handler.Abstract {
        private final Readiness readiness;
        private final Meters meters;

        Asked(Readiness readiness, Meters meters) {
            this.readiness = readiness;
            this.meters = meters;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Answer answer = answer(request);
            byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            response.setStatus(answer.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            if (answer.status() == 405) {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            }
            if (HttpMethod.HEAD.is(request.getMethod())) {
                response.write(true, null, callback);
            } else {
                response.write(true, ByteBuffer.wrap(bytes), callback);
            }
            return true;
        }

        private Answer answer(Request request) {
            if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(
                    request.getMethod())) {
                return new Answer(405, TEXT, "GET and HEAD are answered here\n");
            }
            String query = request.getHttpURI().getQuery();
            return switch (Request.getPathInContext(request)) {
                case "/livez" -> new Answer(200, TEXT, "ok\n");
                case "/readyz" -> readyz(
                        query != null && List.of(query.split("[&=]")).contains("verbose"));
                case "/metrics" -> new Answer(200, PROMETHEUS, meters.scrape());
                default -> new Answer(404, TEXT, "there are /livez, /readyz and /metrics\n");
            };
        }

        /** As Kubernetes' own: one line a part, with its problems where there are any. */
        private Answer readyz(boolean verbose) {
            Map<String, List<String>> problems = readiness.problems();
            boolean ready = problems.values().stream().allMatch(List::isEmpty);
            StringBuilder text = new StringBuilder();
            problems.forEach((part, why) -> {
                if (verbose || !why.isEmpty()) {
                    text.append(why.isEmpty() ? "[+]" : "[-]").append(part).append(why.isEmpty()
                            ? " ok" : " not ready: " + String.join("; ", why)).append('\n');
                }
            });
            text.append(ready ? "ok\n" : "not ready\n");
            return new Answer(ready ? 200 : 503, TEXT, text.toString());
        }
    }
}
