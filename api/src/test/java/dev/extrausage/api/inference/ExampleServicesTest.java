package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.routing.Route;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.UsageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The services in {@code examples/}, run as they are against a server that does what each asks the
 * first time and then says that it is not ready: so each asks twice.
 */
class ExampleServicesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String THIRD_PARTY =
            "Third-party apps now draw from your extra usage, not your plan limits.";

    @TempDir static Path folder;
    private static InferenceStand stand;

    @BeforeAll
    static void start() throws IOException {
        stand = new InferenceStand(folder);
        stand.serve(stand.usual(), ExampleServicesTest::forgetful);
        stand.awaitGate();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** Answers 503 to the first usage of each account, after taking it. */
    private static Route forgetful(Route route) {
        if (!route.path().equals("/v1/usage")) {
            return route;
        }
        ConcurrentHashMap<String, Boolean> seen = new ConcurrentHashMap<>();
        return new Route(route.method(), route.path(), route.pattern(), route.roles(), route.open(),
                route.query(), route.bodyTypes(), route.longestBody(), route.neverWaits(),
                call -> route.endpoint().answer(call).thenCompose(reply ->
                        seen.put(call.who().name(), true) != null
                                ? CompletableFuture.completedFuture(reply)
                                : CompletableFuture.failedFuture(Problem.of(ProblemCode.NOT_READY,
                                        "Lost.").header("Retry-After", "1"))));
    }

    /** The command that runs a service; empty where its interpreter is not there. */
    private static List<String> command(String language) throws Exception {
        Path file = EXAMPLES.resolve("inference_service." + language).toAbsolutePath().normalize();
        switch (language) {
            case "py":
                return isThere("python3", "--version") ? List.of("python3", file.toString())
                        : List.of();
            case "go":
                return isThere("go", "version") ? List.of("go", "run", file.toString()) : List.of();
            default:
                return isThere("node", "--version") ? List.of("node", stripped(file).toString())
                        : List.of();
        }
    }

    /**
     * The TypeScript without its types. Node does that by itself from 23.6 on; for one of before,
     * here are the few forms that this file has.
     */
    private static Path stripped(Path file) throws IOException {
        String plain = Files.readString(file).replaceAll("(?m)^type .*\n", "")
                .replaceAll("(?<=[a-zA-Z)])\\??: (string|Json|Promise<[A-Za-z]+>)(?=[,) ;])", "")
                .replaceAll(" as \\[[a-z, ]+\\]", "");
        return Files.writeString(folder.resolve("inference_service.mjs"), plain);
    }

    private static boolean isThere(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(List<String> command, String account, String app, String prompt)
            throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(stand.url(), "inference-" + account, account, app, prompt));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"py", "ts", "go"})
    void a_service_bills_once_though_it_asks_twice(String language) throws Exception {
        List<String> command = command(language);
        assumeTrue(!command.isEmpty(), "there is no interpreter for examples/inference_service."
                + language + " on this machine");
        String account = "example-" + language;
        stand.open(account, "pro", 0);
        assertThat(run(command, account, "claude.ai", "Hello")).startsWith("You said: Hello");
        assertThat(run(command, account, "cursor", "Hello")).startsWith(THIRD_PARTY);
        run(command, account, "claude.ai", failing(language));
        await("the holds' end", () -> stand.desk().gateFigures().held() == 0);
        assertThat(stand.desk().admissionsUnderWay()).isZero();
        await("the entry", () -> stand.journal(account).size() >= 2);
        BalanceChange entry = stand.journal(account).get(1);
        assertThat(((UsageEvent) entry.getCause()).getApp()).isEqualTo("claude.ai");
        // Two tokens in, four out, at 3 and 15 USD a million.
        assertThat(entry.getCostNanos()).isEqualTo(2 * 3_000 + 4 * 15_000);
        assertThat(stand.desk().publisherMetrics().sent()).isGreaterThanOrEqualTo(2);
        assertThat(stand.journal(account)).hasSize(2);
    }

    /** The prompt at which the model of that service fails. */
    private static String failing(String language) {
        return switch (language) {
            case "py" -> "ü";
            case "ts" -> "%";
            default -> "";
        };
    }

    @Test
    void every_service_has_less_than_60_lines() throws IOException {
        for (String language : List.of("py", "ts", "go")) {
            assertThat(Files.readAllLines(EXAMPLES.resolve("inference_service." + language)))
                    .as(language).hasSizeLessThan(60);
        }
    }
}
