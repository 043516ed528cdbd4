package dev.extrausage.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.process.StartRefused;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Operations operations = Operations.open(Optional.of(OperationsAddress.local(0)));

    @AfterEach
    void close() {
        operations.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(
                URI.create(operations.url().orElseThrow() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        return ask("GET", path).body();
    }

    @Test
    void a_process_lives_while_it_is_not_ready() throws Exception {
        operations.readiness().part("ledger", () -> List.of("it is starting", "Kafka is away"));

        assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz")).isEqualTo(
                "[-]ledger not ready: it is starting; Kafka is away\nnot ready\n");
    }

    @Test
    void a_process_is_not_ready_before_its_parts_are_there() throws Exception {
        operations.readiness().awaiting("ledger", "consumers").part("ledger", List::of);

        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz?verbose")).isEqualTo("[+]process ok\n[+]ledger ok\n"
                + "[-]consumers not ready: it is starting\nnot ready\n");
    }

    @Test
    void a_ready_part_is_told_when_all_is_asked() throws Exception {
        operations.readiness().part("ledger", List::of);

        assertThat(ask("GET", "/readyz?verbose").statusCode()).isEqualTo(200);
        assertThat(get("/readyz?verbose")).isEqualTo("[+]process ok\n[+]ledger ok\nok\n");
        assertThat(get("/readyz")).isEqualTo("ok\n");
    }

    @Test
    void a_process_that_stops_is_not_ready_any_more() throws Exception {
        operations.readiness().part("ledger", List::of).stop();

        assertThat(get("/readyz")).contains("[-]process not ready: it is stopping");
        assertThat(get("/metrics")).contains("extra_usage_ready 0.0\n");
    }

    @Test
    void figures_have_the_names_and_units_of_prometheus() throws Exception {
        operations.meters().counter("extra_usage_duplicates", "Left out", () -> 7);
        operations.meters().gauges("extra_usage_lag_records", "Not read yet",
                List.of("topic", "partition"), () -> Map.of(List.of("usage-events", "0"), 3.0));
        operations.meters().histogram("extra_usage_decision_age_seconds", "Age",
                () -> new Meters.Distribution(
                        new double[] {0.1, 1}, new long[] {5, 2, 1}, 4.5));

        assertThat(get("/metrics")).contains(
                "# TYPE extra_usage_duplicates_total counter\nextra_usage_duplicates_total 7.0\n",
                "extra_usage_lag_records{partition=\"0\",topic=\"usage-events\"} 3.0\n",
                "extra_usage_decision_age_seconds_bucket{le=\"0.1\"} 5\n",
                "extra_usage_decision_age_seconds_bucket{le=\"1.0\"} 7\n",
                "extra_usage_decision_age_seconds_bucket{le=\"+Inf\"} 8\n",
                "extra_usage_decision_age_seconds_sum 4.5\n", "jvm_memory_used_bytes",
                "process_files_open_files", "extra_usage_ready 1.0\n");
        assertThat(ask("GET", "/metrics").headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void a_figure_that_fails_hides_no_other() throws Exception {
        operations.meters().gauge("extra_usage_broken", "Fails", () -> {
            throw new IllegalStateException("on purpose");
        });
        operations.meters().gauge("extra_usage_unknown", "Not known", () -> Double.NaN);
        operations.meters().gauge("extra_usage_well", "Works", () -> 1);

        assertThat(get("/metrics")).contains("extra_usage_well 1.0\n")
                .doesNotContain("extra_usage_broken ", "extra_usage_unknown ");
    }

    @Test
    void other_paths_and_methods_are_refused() throws Exception {
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/livez").statusCode()).isEqualTo(405);
        assertThat(ask("POST", "/livez").headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(ask("HEAD", "/readyz").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "/readyz").body()).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_told_in_a_sentence() {
        int port = URI.create(operations.url().orElseThrow()).getPort();

        assertThatThrownBy(() -> Operations.open(Optional.of(OperationsAddress.local(port))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("the operations port " + port + " on 127.0.0.1 is taken");
    }

    @Test
    void a_process_without_a_port_still_has_its_figures() {
        try (Operations quiet = Operations.open(Optional.empty())) {
            assertThat(quiet.url()).isEmpty();
            assertThat(quiet.meters().scrape()).contains("extra_usage_ready 1.0\n");
        }
    }
}
