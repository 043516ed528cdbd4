package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger replay} as its user sees it: a process with arguments, streams and a status. */
class ReplayCommandTest {
    private static final String PLAN = "{\"account\":{\"event_id\":"
            + "\"019ba6b1-3ee0-7a05-8f5c-3f1f6a0f9a11\",\"account_id\":\"acme\","
            + "\"occurred_at\":\"2026-01-10T12:00:00Z\",\"actor\":\"api\","
            + "\"change\":{\"type\":\"PlanStarted\",\"plan\":\"%s\",\"seats\":1}}}\n";

    @TempDir private Path folder;
    private Path events;

    @BeforeEach
    void a_file_of_events() throws IOException {
        events = Files.writeString(folder.resolve("two words.jsonl"), PLAN.formatted("pro"));
    }

    @Test
    void a_file_of_good_lines_ends_with_status_0() throws Exception {
        Ran ran = run("", "replay", events.toString());

        assertThat(ran.err).isEmpty();
        assertThat(ran.out).startsWith("{\"account_id\":\"acme\",\"sequence\":1,").endsWith("}\n");
        assertThat(ran.status).as("%s", ran).isZero();
    }

    @Test
    void a_dash_reads_standard_input_bad_lines_give_1() throws Exception {
        Ran ran = run(PLAN.formatted("pro") + "nonsense", "replay", "-");

        assertThat(ran.err).isEmpty();
        assertThat(ran.out.lines().toList()).hasSize(2);
        assertThat(ran.out.lines().toList().get(1)).startsWith("{\"rejected\":2,\"error\":\"");
        assertThat(ran.status).as("%s", ran).isEqualTo(1);
    }

    @Test
    void another_catalog_decides_by_its_own_plans() throws Exception {
        Path catalog = folder.resolve("other.yaml");
        Files.writeString(catalog, defaultCatalog().replace("pro: ", "gold: "));
        String gold = PLAN.formatted("gold");

        assertThat(run(gold, "replay", "-").out).contains("UNKNOWN_PLAN");
        assertThat(run(gold, "replay", "-", "--catalog", catalog.toString()).out)
                .contains("APPLIED");
    }

    @Test
    void an_unreadable_file_is_named_and_ends_with_2() throws Exception {
        Path missing = folder.resolve("missing");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "versions:\n  - {}\n");

        assertRefused(run("", "replay", missing.toString()), "There is no file " + missing);
        assertRefused(run("", "replay", folder.toString()), folder + " is a directory");
        assertRefused(run("", "replay", events.toString(), "--catalog=" + missing),
                "There is no file " + missing);
        assertRefused(run("", "replay", events.toString(), "--catalog=" + bad), bad + ":2: ");
    }

    @Test
    void a_wrong_use_ends_with_2_and_help() throws Exception {
        for (String[] wrong : new String[][] {{}, {"replay"}, {"reply"}, {"replay", "--fast"}}) {
            Ran ran = run("", wrong);

            assertThat(ran.out).isEmpty();
            assertThat(ran.err).contains("ledger");
            assertThat(ran.status).as("%s", ran).isEqualTo(2);
        }
    }

    @Test
    void help_names_every_argument_and_the_statuses() throws Exception {
        Ran ran = run("", "replay", "--help");

        assertThat(ran.out).contains("FILE", "--catalog", "received_at", "Exit status: 0");
        assertThat(ran.status).as("%s", ran).isZero();
        assertThat(run("", "--help").out).contains("replay");
    }

    private static void assertRefused(Ran ran, String message) {
        assertThat(ran.out).isEmpty();
        assertThat(ran.err).startsWith("ledger: " + message);
        assertThat(ran.err.lines()).hasSize(1);
        assertThat(ran.status).as("%s", ran).isEqualTo(2);
    }

    private static String defaultCatalog() throws IOException {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Ran(int status, String out, String err) {}

    private Ran run(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading its input; its status and its message say why.
            assertThat(input).isEmpty();
        }
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
