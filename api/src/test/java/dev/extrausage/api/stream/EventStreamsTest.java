package dev.extrausage.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.accounts.ReadServer;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Notice;
import dev.extrausage.core.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams over HTTP, from a read model that follows a journal. */
class EventStreamsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String A = "/v1/accounts/acme";
    private static final StreamSettings QUICK = StreamSettings.USUAL.atMost(3, 3, 100)
            .every(Duration.ofMillis(100), Duration.ofSeconds(2));

    @TempDir Path folder;

    /** One event. */
    private record Event(String name, long id, JsonNode data) { }

    /** A caller on a socket of its own. */
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final String status;

        Listener(URI server, String caller, String lastId) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(4_096); // before it connects, or the window is larger
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("GET " + A + "/stream HTTP/1.1\r\nHost: "
                    + server.getAuthority() + "\r\nConnection: close\r\nCaller: " + caller + "\r\n"
                    + (lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = in.readLine();
        }

        /** The next event; null: the stream has ended. */
        Event next() throws IOException {
            String name = null;
            long id = -1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring(4));
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return new Event(name, id, JSON.readTree(line.substring(6)));
                }
            }
            return null;
        }

        /** All events up to that of the account as of an entry. */
        List<Event> until(long sequence) throws IOException {
            List<Event> all = new ArrayList<>();
            Event event;
            do {
                event = next();
                assertThat(event).as("after " + all.size() + " events").isNotNull();
                all.add(event);
            } while (!event.name().equals("account") || event.id() < sequence);
            return all;
        }

        @Override public void close() throws IOException {
            socket.close();
        }
    }

    private static List<Long> entries(List<Event> events) {
        return events.stream().filter(e -> e.name().equals("entry")).map(Event::id).toList();
    }

    private static List<String> notices(List<Event> events) {
        return events.stream().filter(e -> e.name().equals("notice"))
                .map(e -> e.data().get("text").textValue()).toList();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test void a_stream_goes_on_without_gap_and_without_doubles(@Seed long seed) throws Exception {
        List<Input> inputs = Histories.nasty(seed, 400, "acme", ReadServer.CATALOG);
        try (ReadServer server = new ReadServer(folder, QUICK)) {
            server.write(inputs.subList(0, 100));
            server.awaitRead("acme");
            long first = server.run.account("acme").sequence();
            List<Event> seen = new ArrayList<>();
            try (Listener listener = new Listener(server.url(), "customer:acme", null)) {
                assertThat(listener.status).contains(" 200 ");
                Event account = listener.next();
                assertThat(account.name()).isEqualTo("account");
                assertThat(account.id()).isEqualTo(first);
                server.write(inputs.subList(100, 250));
                seen.addAll(listener.until(server.run.account("acme").sequence()));
            }
            long middle = seen.get(seen.size() - 1).id();
            server.write(inputs.subList(250, 400));
            long last = server.run.account("acme").sequence();
            try (Listener listener =
                    new Listener(server.url(), "customer:acme", Long.toString(middle))) {
                seen.addAll(listener.until(last));
            }
            assertThat(notices(seen)).isEqualTo(server.run.entries().stream()
                    .filter(e -> e.sequence() > first).flatMap(e -> e.notices().stream())
                    .map(Notice::text).toList());

            assertThat(entries(seen)).isEqualTo(numbers(first + 1, last));
            equalsWhatIsRead(server, seen);
        }
    }

    /** The last events are, but for their age, what a GET answers. */
    private static void equalsWhatIsRead(ReadServer server, List<Event> seen) throws Exception {
        JsonNode account = JSON.readTree(server.get("operator", A).body());
        JsonNode streamed = seen.get(seen.size() - 1).data();
        assertThat(streamed.get("extra_usage")).isEqualTo(account.get("extra_usage"));
        assertThat(streamed.get("auto_reload")).isEqualTo(account.get("auto_reload"));
        JsonNode entry = JSON.readTree(server.get("operator", A + "/entries?limit=1").body())
                .get("entries").get(0);
        assertThat(seen.stream().filter(e -> e.name().equals("entry")).reduce((a, b) -> b)
                .orElseThrow().data()).isEqualTo(entry);
    }

    @Test void streams_are_bounded_and_end_with_their_credential(@Seed long seed)
            throws Exception {
        try (ReadServer server = new ReadServer(folder, QUICK)) {
            server.write(Histories.nasty(seed, 20, "acme", ReadServer.CATALOG));
            server.awaitRead("acme");
            try (Listener one = new Listener(server.url(), "operator", null);
                    Listener two = new Listener(server.url(), "support", null);
                    Listener three = new Listener(server.url(), "finance", null)) {
                one.next();
                two.next();
                three.next();
                assertThat(server.get("support", A + "/stream").statusCode()).isEqualTo(429);
                server.revoked.add("support");

                assertThat(two.next()).isNull();
                ReadServer.await("one stream less", () -> server.streams().openStreams() == 2);
                server.streams().close();
                assertThat(one.next()).isNull();
                assertThat(three.next()).isNull();
                ReadServer.await("no stream", () -> server.streams().openStreams() == 0);
            }
        }
    }

    @Test void a_stream_ends_when_its_credential_expires(@Seed long seed) throws Exception {
        StreamSettings silent = StreamSettings.USUAL.every(
                Duration.ofHours(1), Duration.ofHours(1));
        try (ReadServer server = new ReadServer(folder, silent)) {
            server.write(Histories.nasty(seed, 20, "acme", ReadServer.CATALOG));
            server.awaitRead("acme");
            try (Listener lasting = new Listener(server.url(), "support", null);
                    Listener expired = new Listener(server.url(),
                            "operator\r\nCaller-Expires: 2026-01-01T00:00:00Z", null)) {
                lasting.next();
                while (expired.next() != null) {
                    // a stream that does not end times out
                }
                ReadServer.await("one left, seed " + seed,
                        () -> server.streams().openStreams() == 1);
            }
        }
    }

    @Test void a_recheck_ends_streams_without_a_comment_being_due(@Seed long seed)
            throws Exception {
        StreamSettings silent = StreamSettings.USUAL.every(
                Duration.ofHours(1), Duration.ofHours(1));
        try (ReadServer server = new ReadServer(folder, silent)) {
            server.write(Histories.nasty(seed, 20, "acme", ReadServer.CATALOG));
            server.awaitRead("acme");
            try (Listener one = new Listener(server.url(), "operator", null);
                    Listener two = new Listener(server.url(), "support", null)) {
                one.next();
                two.next();
                server.revoked.add("support");
                server.streams().recheck();

                assertThat(two.next()).as("seed %s", seed).isNull();
                ReadServer.await("one stream less", () -> server.streams().openStreams() == 1);
            }
        }
    }

    @Test void a_caller_that_takes_nothing_is_closed(@Seed long seed) throws Exception {
        List<Input> inputs = Histories.nasty(seed, 1_500, "acme", ReadServer.CATALOG);
        try (ReadServer server = new ReadServer(folder, QUICK)) {
            server.write(inputs);
            server.awaitRead("acme");
            long last = server.run.account("acme").sequence();
            try (Listener slow = new Listener(server.url(), "operator", "0")) {
                assertThat(slow.status).contains(" 200 ");
                try (Listener quick = new Listener(server.url(), "support", "0")) {
                    assertThat(entries(quick.until(last))).isEqualTo(numbers(1, last));
                }
                ReadServer.await("the slow one's end",
                        () -> server.streams().openStreams() == 0);
            }
        }
    }

    @Test void wrong_places_to_go_on_from_are_refused(@Seed long seed) throws Exception {
        try (ReadServer server = new ReadServer(folder, QUICK)) {
            server.write(Histories.nasty(seed, 5, "acme", ReadServer.CATALOG));
            server.awaitRead("acme");

            for (String id : List.of("x", "-1", "007", "99999999999999999999")) {
                assertThat(server.get("operator", A + "/stream", "Last-Event-ID", id)
                        .statusCode()).isEqualTo(400);
            }
            assertThat(server.get("operator", "/v1/accounts/nobody/stream").statusCode())
                    .isEqualTo(404);
            assertThat(server.get("customer:other", A + "/stream").statusCode()).isEqualTo(404);
            assertThat(server.get("member:acme:m-1", A + "/stream").statusCode()).isEqualTo(403);
        }
    }

    /** Years after its last entry nothing of the account is kept: there is only its present. */
    @Test void nobody_waits_for_entries_past_the_retention(@Seed long seed) throws Exception {
        Clock later = Clock.offset(Clock.systemUTC(),
                Duration.between(Instant.now(), Instant.parse("2099-06-01T00:00:00Z")));
        try (ReadServer server = new ReadServer(
                folder, QUICK, Duration.ofDays(90), 1_000, later)) {
            server.write(Histories.nasty(seed, 100, "acme", ReadServer.CATALOG));
            server.awaitRead("acme");
            server.awaitFolded();
            long last = server.run.account("acme").sequence();

            for (String id : List.of("0", Long.toString(last - 1))) {
                try (Listener past = new Listener(server.url(), "operator", id)) {
                    assertThat(past.status).as("after " + id).contains(" 400 ");
                }
            }
            try (Listener present =
                    new Listener(server.url(), "operator", Long.toString(last))) {
                assertThat(present.next().id()).isEqualTo(last);
            }
        }
    }
}
