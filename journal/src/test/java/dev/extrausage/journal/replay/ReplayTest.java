package dev.extrausage.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReplayTest {
    private static final String PLAN = account("019ba6b1-3ee0-7a05-8f5c-3f1f6a0f9a11",
            "2026-01-10T12:00:00Z", "{\"type\":\"PlanStarted\",\"plan\":\"pro\",\"seats\":1}");

    @Test
    void every_change_is_answered_as_on_the_golden_page() throws IOException {
        List<String> expected = resource("every-change.expected.jsonl").lines().toList();

        assertThat(replay(resource("every-change.jsonl"))).containsExactlyElementsOf(expected);
    }

    @Test
    void an_accepted_input_sent_again_makes_no_entry() throws IOException {
        String refused = PLAN.replace("pro", "gold");
        String ofAnother = PLAN.replace("acme", "other");

        assertThat(outcomes(refused, refused, PLAN, PLAN, ofAnother, refused)).containsExactly(
                "acme 1 REFUSED", "acme 2 REFUSED", "acme 3 APPLIED", "other 1 APPLIED");
    }

    @Test
    void ids_are_the_same_in_capitals_and_under_another_content() throws IOException {
        String closed = account("019BA6B1-3EE0-7A05-8F5C-3F1F6A0F9A11", "2026-01-10T12:00:00Z",
                "{\"type\":\"AccountClosed\"}");

        assertThat(outcomes(PLAN, closed)).containsExactly("acme 1 APPLIED");
    }

    @Test
    void time_passed_is_decided_anew_past_the_memory_only()
            throws IOException {
        String passed = account("019ba6b1-42c8-7a05-8f5c-3f1f6a0f9a12", "2026-01-10T12:00:01Z",
                "{\"type\":\"TimePassed\",\"due_at\":\"2026-01-10T12:00:00Z\"}");
        long idTime = Long.parseLong("019ba6b142c8", 16);

        assertThat(outcomes(PLAN, passed, received(passed, idTime + days(35)),
                received(passed, idTime + days(35) + 1), passed))
                .containsExactly("acme 1 APPLIED", "acme 2 NO_CHANGE", "acme 3 NO_CHANGE");
    }

    @Test
    void a_bad_line_is_answered_under_its_own_number() throws IOException {
        List<String> answers =
                replay("\n" + PLAN + "\n \t\r\nwhat?\r\n" + PLAN.replace("acme", "other"));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).startsWith("{\"account_id\":\"acme\"");
        assertThat(answers.get(1)).startsWith("{\"rejected\":4,\"error\":\"the line is not valid");
        assertThat(answers.get(2)).startsWith("{\"account_id\":\"other\"");
    }

    @Test
    void the_number_of_bad_lines_is_returned() throws IOException {
        assertThat(run("x\n" + PLAN + "\ny", new ByteArrayOutputStream())).isEqualTo(2);
        assertThat(run(PLAN + "\n\n", new ByteArrayOutputStream())).isZero();
        assertThat(run("", new ByteArrayOutputStream())).isZero();
    }

    @Test
    @Timeout(300)
    void answers_are_shown_while_the_next_line_is_awaited() throws Exception {
        PipedOutputStream typing = new PipedOutputStream();
        PipedInputStream showing = new PipedInputStream();
        PipedInputStream in = new PipedInputStream(typing);
        PipedOutputStream out = new PipedOutputStream(showing);
        FutureTask<Long> replay =
                new FutureTask<>(() -> Replay.run(in, out, CatalogFile.defaultCatalog()));
        new Thread(replay).start();
        BufferedReader shown =
                new BufferedReader(new InputStreamReader(showing, StandardCharsets.UTF_8));

        for (String account : List.of("first", "second")) {
            typing.write((PLAN.replace("acme", account) + "\n").getBytes(StandardCharsets.UTF_8));
            typing.flush();
            assertThat(shown.readLine()).startsWith("{\"account_id\":\"" + account);
        }
        typing.close();

        assertThat(replay.get()).isZero();
    }

    @Test
    void what_was_read_before_a_stream_broke_is_answered_first() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream breaking = new SequenceInputStream(
                new ByteArrayInputStream((PLAN + "\n").getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });

        assertThatThrownBy(() -> Replay.run(breaking, out, CatalogFile.defaultCatalog()))
                .isInstanceOf(IOException.class).hasMessage("the disk is gone");
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    @Timeout(300)
    void a_bug_while_reading_does_not_leave_the_replay_waiting() {
        InputStream wrong = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("a bug");
            }
        };

        assertThatThrownBy(() -> Replay.run(
                wrong, new ByteArrayOutputStream(), CatalogFile.defaultCatalog()))
                .isInstanceOf(IllegalStateException.class).hasRootCauseMessage("a bug");
    }

    /** "account sequence outcome" of each entry. */
    private static List<String> outcomes(String... lines) throws IOException {
        String answer =
                "\\{\"account_id\":\"(\\w+)\",\"sequence\":(\\d+),.*\"outcome\":\"(\\w+)\".*";
        return replay(String.join("\n", lines)).stream()
                .map(a -> a.replaceFirst(answer, "$1 $2 $3")).toList();
    }

    private static List<String> replay(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(lines, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static long run(String lines, ByteArrayOutputStream out) throws IOException {
        InputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        return Replay.run(in, out, CatalogFile.defaultCatalog());
    }

    private static String received(String line, long millis) {
        return line.substring(0, line.length() - 1) + ",\"received_at\":\""
                + Instant.ofEpochMilli(millis) + "\"}";
    }

    private static long days(int days) {
        return Duration.ofDays(days).toMillis();
    }

    private static String account(String id, String at, String change) {
        return "{\"account\":{\"event_id\":\"" + id + "\",\"account_id\":\"acme\","
                + "\"occurred_at\":\"" + at + "\",\"actor\":\"api\",\"change\":" + change + "}}";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReplayTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
