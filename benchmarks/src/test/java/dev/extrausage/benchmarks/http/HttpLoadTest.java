package dev.extrausage.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads on a server of the JDK's, which counts what it is sent. */
class HttpLoadTest {
    /** Longer than a socket's buffers take at once. */
    private static final String LARGE = "x".repeat(8 << 20);

    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong putOff = new AtomicLong();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach void stop() {
        server.stop(0);
    }

    private void answer(com.sun.net.httpserver.HttpExchange asked) throws IOException {
        String body = new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isPutOff = bodies.add(body) && body.endsWith("7");
        boolean isRefused = body.endsWith("3");
        refused.addAndGet(isRefused ? 1 : 0);
        putOff.addAndGet(isPutOff ? 1 : 0);
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        asked.sendResponseHeaders(isPutOff ? 503 : isRefused ? 422 : 200, answer.length);
        asked.getResponseBody().write(answer);
        asked.close();
    }

    @Test void every_request_is_sent_until_it_has_its_answer() throws IOException {
        HttpLoadResult result = HttpLoad.run(plan(4, 0), post(number -> "number " + number));

        assertThat(bodies).hasSize((int) result.sent()).contains("number 0");
        assertThat(result.failed()).isEqualTo(refused.get());
        assertThat(result.putOff()).isEqualTo(putOff.get()).isPositive();
        assertThat(result.answered() + result.failed()).isEqualTo(result.sent())
                .isEqualTo(result.nanos().getTotalCount());
    }

    @Test void an_open_loop_sends_what_is_due_and_no_more() throws IOException {
        HttpLoadResult result = HttpLoad.run(plan(2, 500), post(number -> "number " + number));

        assertThat(result.sent()).isEqualTo(150).isEqualTo(bodies.size());
        assertThat(result.unanswered()).isZero();
    }

    @Test void a_body_larger_than_the_sockets_buffers_arrives_whole() throws IOException {
        HttpLoadResult result = HttpLoad.run(plan(2, 20), post(number -> LARGE + number));

        assertThat(result.answered() + result.failed()).isEqualTo(6);
        assertThat(bodies).allMatch(body -> body.startsWith(LARGE));
    }

    @Test void a_server_that_hangs_up_ends_the_load() {
        server.createContext("/away", asked -> asked.close());
        assertThatThrownBy(() -> HttpLoad.run(plan(1, 0), exchange("/away", number -> "gone")))
                .isInstanceOf(IOException.class);
    }

    private HttpLoadPlan plan(int connections, int perSecond) {
        return new HttpLoadPlan("127.0.0.1", server.getAddress().getPort(), "key", connections,
                perSecond, Duration.ZERO, Duration.ofMillis(300));
    }

    private static HttpExchange post(
            LongFunction<String> body) {
        return exchange("/", body);
    }

    private static HttpExchange exchange(
            String path, LongFunction<String> body) {
        return HttpExchange.post(path, "text/plain",
                number -> body.apply(number).getBytes(StandardCharsets.UTF_8));
    }
}
