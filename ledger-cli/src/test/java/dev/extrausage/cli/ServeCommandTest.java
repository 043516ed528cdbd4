package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.embedded.cluster.ChildJvm;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger serve} as a process beside the stack that the tests share. */
@ExtendWith(SharedStack.class)
@Timeout(300)
class ServeCommandTest {
    private static final Pattern URL = Pattern.compile("The API listens at (\\S+);");

    /** The answer that tells that a request is being read. */
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    @TempDir private Path folder;

    @Test
    void admissions_are_given_as_its_options_say(SharedStack.Running ledger) throws Exception {
        String key = Command.run("key", "create", "--role", "inference", "--data", ledger.data())
                .ended(0).out().strip();
        Path ready = folder.resolve("ready");
        try (ChildJvm serve = ChildJvm.start("serve", folder,
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of(),
                Main.class.getName(), "serve", "--bootstrap", ledger.stack().bootstrap(),
                "--data", folder.resolve("data").toString(), "--http-port", "0",
                "--operations-port", "0", "--ready-file", ready.toString(),
                "--hold", "4321", "--fail-open", "unknown-account")) {
            while (!Files.exists(ready)) {
                assertThat(serve.isAlive()).as(serve.tail()).isTrue();
                Thread.sleep(50);
            }
            Matcher url = URL.matcher(serve.tail());
            assertThat(url.find()).as(serve.tail()).isTrue();

            Instant before = Instant.now();
            JsonNode answer = admit(url.group(1), key);

            assertThat(answer.get("verdict").textValue()).isEqualTo("allowed");
            assertThat(answer.get("decided_by").textValue()).isEqualTo("unknown_account");
            assertThat(Instant.parse(answer.get("expires_at").textValue()))
                    .isBetween(before.minusMillis(1).plusSeconds(4321),
                            Instant.now().plusMillis(1).plusSeconds(4321));
            assertThat(serve.stop()).isZero();
            assertThat(ready).doesNotExist();
        }
    }

    @Test
    void a_time_for_entries_that_cannot_be_is_refused() {
        for (String days : List.of("0", "3651")) {
            assertThat(Command.run("serve", "--bootstrap", "127.0.0.1:9", "--data",
                    folder.resolve("data").toString(), "--keep-entries", days).ended(2).err())
                    .contains("--keep-entries is " + days + ": must be 1 to 3650");
        }
    }

    /** A sender whose body is slow: its usage is taken and answered before the process ends. */
    @Test
    void what_is_under_way_is_answered_before_it_stops(SharedStack.Running ledger)
            throws Exception {
        String key = Command.run("key", "create", "--role", "inference", "--data", ledger.data())
                .ended(0).out().strip();
        Path ready = folder.resolve("ready");
        String body = "{\"events\": [{\"account_id\": \"unpaid\", \"app\": \"cursor\", \"model\":"
                + " \"claude-haiku-4-5\", \"input_tokens\": 1, \"output_tokens\": 1}]}";
        try (ChildJvm serve = ChildJvm.start("serve", folder,
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of(),
                Main.class.getName(), "serve", "--bootstrap", ledger.stack().bootstrap(),
                "--data", folder.resolve("data").toString(), "--http-port", "0",
                "--operations-port", "0", "--ready-file", ready.toString())) {
            while (!Files.exists(ready)) {
                assertThat(serve.isAlive()).as(serve.tail()).isTrue();
                Thread.sleep(50);
            }
            Matcher url = URL.matcher(serve.tail());
            assertThat(url.find()).as(serve.tail()).isTrue();
            URI api = URI.create(url.group(1));
            try (Socket socket = new Socket(api.getHost(), api.getPort())) {
                socket.setSoTimeout(60_000);
                OutputStream out = socket.getOutputStream();
                out.write(("POST /v1/usage HTTP/1.1\r\nHost: " + api.getAuthority()
                        + "\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nExpect: 100-continue\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                byte[] begun = socket.getInputStream().readNBytes(CONTINUE.length());
                assertThat(new String(begun, StandardCharsets.US_ASCII)).isEqualTo(CONTINUE);
                ProcessHandle.of(serve.pid()).orElseThrow().destroy();
                for (byte each : body.getBytes(StandardCharsets.US_ASCII)) {
                    out.write(each);
                    Thread.sleep(5); // while the parts are stopped that it does not need
                }

                String answer = new String(socket.getInputStream().readAllBytes(),
                        StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"accepted\"");
            }
            assertThat(serve.stop()).isZero();
        }
    }

    /** As a container's file is there again when the engine has started it anew. */
    @Test
    void a_ready_file_of_a_killed_process_is_gone_while_it_starts() throws Exception {
        Path ready = Files.createFile(folder.resolve("ready"));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ChildJvm serve = ChildJvm.start("serve", folder, List.of("-Xmx400m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of(),
                        Main.class.getName(), "serve",
                        "--bootstrap", "127.0.0.1:" + silent.getLocalPort(),
                        "--data", folder.resolve("data").toString(), "--http-port", "0",
                        "--operations-port", "0", "--ready-file", ready.toString())) {
            silent.setSoTimeout(60_000);
            silent.accept(); // it knocks, and then waits for an answer of this Kafka

            assertThat(ready).doesNotExist();
            assertThat(serve.stop()).as(serve.tail()).isZero();
        }
    }

    @Test
    void a_variable_that_no_client_of_kafka_has_is_refused() throws Exception {
        try (ChildJvm serve = ChildJvm.start("serve", folder, List.of("-XX:TieredStopAtLevel=1"),
                Map.of("LEDGER_KAFKA_CONFG", "client.properties"), Main.class.getName(), "serve",
                "--bootstrap", "127.0.0.1:9", "--data", folder.resolve("data").toString())) {
            assertThat(serve.endsWithin(Duration.ofMinutes(1))).as(serve.tail()).isTrue();

            assertThat(serve.stop()).as("its status, %s", serve.tail()).isEqualTo(2);
            assertThat(serve.tail()).contains("LEDGER_KAFKA_…").contains("confg");
        }
    }

    private static JsonNode admit(String url, String key) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(url + "/v1/admissions"))
                        .timeout(Duration.ofMinutes(1))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"account_id\": \"nobodys\","
                                + " \"app\": \"cursor\", \"cost_usd\": \"0.01\"}")).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
