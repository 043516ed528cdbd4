package dev.extrausage.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One simulated card processor for several consumers' processes, which reach it by HTTP. */
final class SharedProcessor implements AutoCloseable {
    /** The answer to a call that the processor leaves open. */
    static final int UNAVAILABLE = 503;
    private static final int OK = 200;
    private static final int BAD = 400;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SimulatedCardProcessor processor;
    private final HttpServer server;

    /** Listens at that address of this machine, on any free port. */
    SharedProcessor(Path file, String address) {
        try {
            processor = SimulatedCardProcessor.open(file, CardsOnFile.byAccountId(),
                    InstantSource.system(), Duration.ofDays(1));
            server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            int status = OK;
            try {
                body = mapper.writeValueAsBytes(call(exchange.getRequestURI().getPath(),
                        mapper.readTree(exchange.getRequestBody())));
            } catch (ProcessorUnavailable | IllegalArgumentException e) {
                status = e instanceof ProcessorUnavailable ? UNAVAILABLE : BAD;
                body = mapper.writeValueAsBytes(e.getMessage());
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Object call(String path, JsonNode given) throws ProcessorUnavailable {
        String key = given.path("key").asText();
        String payment = given.path("payment").asText();
        long nanos = given.path("nanos").asLong();
        return switch (path) {
            case "/charge" -> processor.charge(key, given.path("account").asText(), nanos);
            case "/find" -> processor.find(key).orElse(null);
            case "/find-by-id" -> processor.findById(payment).orElse(null);
            case "/refund" -> processor.refund(payment, key, nanos);
            case "/find-refund" -> processor.findRefund(payment, key).orElse(null);
            default -> throw new IllegalArgumentException(path);
        };
    }

    List<Payment> payments() {
        return processor.payments();
    }

    List<Refund> refunds() {
        return processor.refunds();
    }

    @Override public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            processor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
