package dev.extrausage.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.EventId;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms and dashboard ask for figures that a running {@code up} has. */
class WatchedStackTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) \\S.*$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (extra_usage_\\S+) (\\S+)$");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir private static Path folder;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = new Stack(StackSettings.on(folder, CatalogFile.defaultCatalog()).withApi(0));
        stack.start();
        stack.awaitReady(LONGEST);
        get(stack.apiUrl() + "/docs"); // so that a request has been timed
        openAnAccount();
    }

    /** Has the ledger commit, and time it; with nothing to decide it does so once a minute. */
    private static void openAnAccount() throws Exception {
        HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(
                        URI.create(stack.apiUrl() + "/v1/accounts"))
                .header("Authorization", "Bearer "
                        + Files.readString(folder.resolve("operator.key")).strip())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key",
                        EventId.derived(System.currentTimeMillis(), "ada").toString())
                .POST(BodyPublishers.ofString(
                        "{\"account_id\": \"ada\", \"plan\": \"pro\", \"seats\": 1}"))
                .build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static String get(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(),
                BodyHandlers.ofString()).body();
    }

    private static String metrics() throws IOException, InterruptedException {
        return get(stack.operationsUrl() + "/metrics");
    }

    /** The names of families, and of the series that a histogram or timer is told by. */
    private static Set<String> names() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        TYPE.matcher(metrics()).results().forEach(found -> {
            names.add(found.group(1));
            if (Set.of("histogram", "summary").contains(found.group(2))) {
                names.add(found.group(1) + "_bucket");
                names.add(found.group(1) + "_count");
                names.add(found.group(1) + "_sum");
            }
        });
        return names;
    }

    /** A name without a sample yet, such as that of models without a price, has its help. */
    private static Set<String> awaited(Set<String> asked) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        Set<String> names = names();
        while (!names.containsAll(asked) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            names = names();
        }
        return names;
    }

    private static Path repository() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("deploy/prometheus"))) {
            root = root.getParent();
        }
        return root;
    }

    @Test
    void every_alarm_asks_for_figures_that_there_are() throws Exception {
        Set<String> asked = new AlarmRules(Files.readString(
                repository().resolve("deploy/prometheus/alarms.yml"))).alarms().stream()
                .flatMap(alarm -> AlarmRules.figures(alarm.expression()).stream())
                .collect(Collectors.toSet());

        assertThat(awaited(asked)).containsAll(asked);
    }

    @Test
    void every_query_of_the_dashboard_asks_for_existing_figures() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(
                repository().resolve("deploy/grafana/dashboard.json")));
        Set<String> asked = dashboard.findValuesAsText("expr").stream()
                .flatMap(query -> AlarmRules.figures(query).stream())
                .collect(Collectors.toSet());

        assertThat(asked).hasSizeGreaterThan(30);
        assertThat(awaited(asked)).containsAll(asked);
    }

    @Test
    void figures_have_a_help_and_no_account_in_a_label() throws Exception {
        String metrics = metrics();
        Set<String> helped = HELP.matcher(metrics).results().map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(TYPE.matcher(metrics).results().map(found -> found.group(1)))
                .isNotEmpty().allSatisfy(name -> assertThat(helped).contains(name));
        assertThat(metrics).doesNotContain("account=", "account_id=", "member=", "member_id=",
                "session=", "session_id=", "event_id=");
    }

    @Test
    void a_stack_that_is_up_is_ready_in_every_part() throws Exception {
        assertThat(get(stack.operationsUrl() + "/readyz?verbose")).contains("[+]process ok",
                "[+]ledger ok", "[+]consumers ok", "[+]read model ok", "[+]inference ok",
                "[+]keys ok").endsWith("\nok\n");
    }
}
