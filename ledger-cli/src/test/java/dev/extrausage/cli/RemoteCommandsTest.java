package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask an API, here one that answers by heart. */
class RemoteCommandsTest {
    private static final String CASE = """
            {"case": "acct-7/refund-r1", "kind": "REFUND_FAILED", "since":
             "2026-11-28T10:00:00.000Z", "what": "A refund failed.", "todo": "Pay it by hand.",
             "grant_id": "g-1", "sequence": 44, "settled": %s}""";

    @TempDir private Path folder;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private HttpServer api;
    private Path key;

    @BeforeEach
    void start() throws IOException {
        key = Files.writeString(folder.resolve("operator.key"), "eul_secret\n");
        api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path + " " + exchange.getRequestHeaders().getFirst("Accept"));
        assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                .isEqualTo("Bearer eul_secret");
        if (exchange.getRequestMethod().equals("POST")) {
            sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }
        String answer = answers.get(path);
        byte[] bytes = (answer != null ? answer : "{\"detail\": \"There is no such account.\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer != null ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Command run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + api.getAddress().getPort(),
                "--key-file", key.toString()));
        return Command.run(all.toArray());
    }

    @Test
    void a_statement_is_the_apis_own() {
        answers.put("/v1/accounts/acct-7/statement?cycle=2026-10", "{\"statements\": []}");
        assertThat(run("statement", "acct-7", "--cycle", "2026-10").ended(0).out())
                .contains("\"statements\"");
        answers.put("/v1/accounts/acct-7/statement", "time,kind\r\n2026,charge\r\n");
        assertThat(run("statement", "acct-7", "--csv").ended(0).out()).startsWith("time,kind");
        assertThat(asked).last().asString().endsWith("text/csv");
        assertThat(run("statement", "nobody").ended(1).err()).contains("There is no such account.");
    }

    @Test
    void the_attention_list_is_read_to_its_last_page() {
        String first = "/v1/attention?state=open&limit=200";
        answers.put(first, page(CASE.formatted("null"), "\"abc\""));
        answers.put(first + "&cursor=abc",
                page(CASE.formatted("null").replace("r1", "r2"), "null"));
        assertThat(run("attention").ended(1).out()).contains("acct-7/refund-r1  REFUND_FAILED",
                "acct-7/refund-r2", "To do: Pay it by hand.", "grant_id g-1, entry 44");
        assertThat(run("attention", "--json").ended(1).out().lines()).hasSize(2);
    }

    @Test
    void a_case_is_settled_by_whose_the_key_is() {
        answers.put("/v1/attention/refund-r1/settle", CASE.formatted("""
                {"at": "2026-11-28T11:00:00.000Z", "by": "key:eul_9", "note": "paid by bank"}"""));
        assertThat(run("attention", "settle", "acct-7/refund-r1", "--note", "paid by bank")
                .ended(0).out()).contains(
                        "settled acct-7/refund-r1 by key:eul_9: paid by bank");
        assertThat(sent).containsExactly("{\"note\":\"paid by bank\"}");
        run("attention", "settle", "acct-7/refund-r1", "--note", "yes", "--approve").ended(0);
        run("attention", "settle", "acct-7/refund-r1", "--note", "no", "--no-approve").ended(0);
        assertThat(sent.subList(1, 3)).containsExactly(
                "{\"note\":\"yes\",\"approve\":true}", "{\"note\":\"no\",\"approve\":false}");
        assertThat(run("attention", "settle", "acct-7/none", "--note", "x").ended(1).err())
                .contains("There is no such");
    }

    @Test
    void a_settler_is_named_by_key_or_option() {
        assertThat(run("attention", "settle", "a/b", "--note", "x", "--by", "me").ended(2).err())
                .contains("--by cannot be said with --url");
        assertThat(Command.run("attention", "settle", "a/b", "--note", "x", "--approve").ended(2)
                .err()).contains("--approve and --no-approve need --url");
        assertThat(asked).isEmpty();
    }

    private static String page(String one, String next) {
        return "{\"cases\": [" + one + "], \"next\": " + next + "}";
    }
}
