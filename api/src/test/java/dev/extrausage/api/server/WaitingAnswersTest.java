package dev.extrausage.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Doorkeeper;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that wait for something, beside those that wait for nothing. */
final class WaitingAnswersTest {
    /** More than the selectors of any machine that runs this, and fewer than the pool's threads. */
    private static final int WAITING = 40;
    private static final String BODY = "{\"note\":\"late\"}";

    private final CountDownLatch headsTaken = new CountDownLatch(WAITING);
    private final CountDownLatch begun = new CountDownLatch(WAITING);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicBoolean knows = new AtomicBoolean(true);
    private final List<Socket> sockets = new ArrayList<>();
    private HttpListener listener;

    /** Lets everybody in; waits for who is not known as if another instance had to tell. */
    private final class Slow implements Doorkeeper {
        @Override
        public void checkHost(RequestHead head) {
            headsTaken.countDown();
        }

        @Override
        public Credential identify(RequestHead head) {
            throw new AssertionError("all routes are open");
        }

        @Override
        public boolean knows(RequestHead head) {
            return knows.get();
        }

        @Override
        public void admit(RequestHead head, Credential who) { }
    }

    @BeforeEach
    void listen() throws IOException {
        List<Route> routes = List.of(
                Route.post("/v1/slow").byEverybody().answers(call -> {
                    awaitEnd();
                    return Reply.ok(JsonNodeFactory.instance.objectNode()
                            .put("note", call.fields("note").note("note")));
                }),
                Route.post("/v1/quick").byEverybody().neverWaits().answers(call -> {
                    if (!knows.get()) {
                        awaitEnd();
                    }
                    return Reply.ok(JsonNodeFactory.instance.objectNode()
                            .put("note", call.fields("note").note("note")));
                }));
        listener = HttpListener.start(ServerSettings.local(0),
                new Dispatcher(new Routes(routes), new Slow()), (route, status, nanos) -> { },
                new SecurityHeaders(List.of()));
    }

    private void awaitEnd() {
        begun.countDown();
        try {
            assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() throws IOException {
        mayEnd.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        listener.close();
    }

    private Socket head(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", listener.port());
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        send(socket, "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + BODY.length()
                + "\r\n\r\n");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String status(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(
                socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private void assertOthersAreAnswered() throws IOException {
        Socket quick = head("/v1/quick");
        send(quick, BODY);
        assertThat(status(quick)).isEqualTo("HTTP/1.1 200 OK");
    }

    private void assertAllEnd(List<Socket> waiting) throws IOException {
        mayEnd.countDown();
        for (Socket socket : waiting) {
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void answers_that_wait_hold_up_no_others_after_late_bodies() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(head("/v1/slow"));
        }
        assertThat(headsTaken.await(30, TimeUnit.SECONDS)).isTrue();
        assertOthersAreAnswered();
        for (Socket socket : waiting) {
            send(socket, BODY);
        }
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        assertOthersAreAnswered();
        assertAllEnd(waiting);
    }

    @Test
    void callers_that_are_not_known_yet_wait_elsewhere() throws Exception {
        knows.set(false);
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            Socket socket = head("/v1/quick");
            send(socket, BODY);
            waiting.add(socket);
        }
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        knows.set(true);

        assertOthersAreAnswered();
        assertAllEnd(waiting);
    }
}
