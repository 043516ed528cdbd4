package dev.extrausage.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that tells how a running stack is, {@code GET /health}, and the schemas of its topics,
 * as a read-only Confluent-compatible registry ({@link RegistryRoutes}). HTTP on 127.0.0.1 only.
 */
final class HealthAndSchemasServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthAndSchemasServer.class);
    private static final String REGISTRY_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String HEALTH_TYPE = "application/json";
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "health-and-schemas");
        thread.setDaemon(true);
        return thread;
    });
    private final RegistryRoutes registry = new RegistryRoutes(ReleasedSchemas.load());
    private final Supplier<Health> health;
    private final ObjectMapper json = new ObjectMapper();

    private HealthAndSchemasServer(HttpServer server, Supplier<Health> health) {
        this.server = server;
        this.health = health;
    }

    /**
     * Opens it on {@code port}, or on any free one for 0.
     *
     * @throws CannotStart the port is taken, or not allowed
     */
    static HealthAndSchemasServer open(int port, Supplier<Health> health) {
        // Else Nagle's algorithm holds each body back until the headers are acknowledged, 40 ms. It
        // is the only way to tell this server, and leaves alone what the user has set.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        HttpServer server;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new CannotStart("port " + port + " on 127.0.0.1 is taken, or not allowed ("
                    + e.getMessage() + "): stop what listens there, or choose another with"
                    + " --registry-port", e);
        }
        HealthAndSchemasServer opened = new HealthAndSchemasServer(server, health);
        server.setExecutor(opened.threads);
        server.createContext("/", opened::answer);
        server.start();
        return opened;
    }

    /** Its address, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            if (exchange.getRequestURI().getRawPath().equals("/health")) {
                Health now = health.get();
                ObjectNode body = json.createObjectNode().put("ready", now.isReady());
                now.problems().forEach(body.putArray("not_ready")::add);
                send(exchange, HEALTH_TYPE, now.isReady() ? 200 : 503, body);
            } else {
                RegistryRoutes.Answer answer = registryAnswer(exchange);
                send(exchange, REGISTRY_TYPE, answer.status(), answer.body());
            }
        } catch (IOException e) {
            LOG.debug("a caller has gone", e);
        }
    }

    private RegistryRoutes.Answer registryAnswer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return registry.refused(new RegistryRefusal(
                    413, 413, "a body has at most " + MOST_BYTES + " bytes"));
        }
        try {
            return registry.to(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        } catch (RuntimeException e) {
            LOG.warn("{} {} cannot be answered", exchange.getRequestMethod(),
                    exchange.getRequestURI(), e);
            return registry.refused(new RegistryRefusal(
                    500, 50001, "this request cannot be answered"));
        }
    }

    private void send(HttpExchange exchange, String type, int status, JsonNode body)
            throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
        }
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
