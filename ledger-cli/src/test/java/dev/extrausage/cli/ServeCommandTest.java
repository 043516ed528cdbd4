package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.embedded.cluster.ChildJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
