package dev.extrausage.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.extrausage.cli.deploy.AlarmRules.Alarm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The alarms of deploy/prometheus: each is tried by Prometheus' own promtool (Debian's package
 * {@code prometheus}), and each has a section in docs/OPERATIONS.md. Without promtool that is
 * skipped or, with {@code -Dpromtool=required}, fails.
 */
class AlarmsTest {
    private static final Path FOLDER = repository().resolve("deploy/prometheus");

    private final AlarmRules rules = new AlarmRules(text(FOLDER.resolve("alarms.yml")));

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("deploy/prometheus"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    @Test
    void every_alarm_fires_by_its_cause_and_not_otherwise() throws Exception {
        Ended tried = promtool("test", "rules", "alarms.test.yml");

        assertThat(tried.status()).as(tried.said()).isZero();
    }

    @Test
    void a_prometheus_starts_with_the_example() throws Exception {
        Ended checked = promtool("check", "config", "prometheus.yml");

        assertThat(checked.status()).as(checked.said()).isZero();
        assertThat(checked.said()).contains(rules.alarms().size() + " rules found");
    }

    private record Ended(int status, String said) { }

    /** Promtool's words on a file; the test is skipped where there is none. */
    private static Ended promtool(String verb, String noun, String file) throws Exception {
        Path promtool = List.of("/usr/bin/promtool", "/usr/local/bin/promtool").stream()
                .map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
        if (promtool == null && "required".equals(System.getProperty("promtool"))) {
            throw new AssertionError("-Dpromtool=required, and there is none in /usr/bin");
        }
        assumeTrue(promtool != null, "there is no promtool in /usr/bin: install Debian's package"
                + " prometheus to have the alarms tried");

        Process running = new ProcessBuilder(promtool.toString(), verb, noun,
                FOLDER.resolve(file).toString()).redirectErrorStream(true).start();
        String said = new String(
                running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(running.exitValue(), said);
    }

    @Test
    void every_alarm_is_tried_both_ways() {
        String tests = text(FOLDER.resolve("alarms.test.yml"));

        assertThat(rules.alarms()).isNotEmpty().allSatisfy(alarm -> assertThat(tests).contains(
                "name: " + alarm.name() + " fires\n",
                "name: " + alarm.name() + " stays quiet\n"));
    }

    @Test
    void every_alarm_has_its_section_in_the_runbook() {
        String operations = text(repository().resolve("docs/OPERATIONS.md"));

        assertThat(rules.alarms()).allSatisfy(alarm -> {
            assertThat(alarm.runbook())
                    .isEqualTo("docs/OPERATIONS.md#" + alarm.name().toLowerCase(Locale.ROOT));
            assertThat(section(operations, alarm)).contains("**It means** ", "**Look at** ",
                    "**Do** ", "**Do not** ");
        });
    }

    @Test
    void the_runbook_has_no_alarm_that_is_gone() {
        String operations = text(repository().resolve("docs/OPERATIONS.md"));
        List<String> titled = Pattern.compile("(?m)^### ([A-Z][a-z]+[A-Z]\\w+)$")
                .matcher(operations).results().map(found -> found.group(1)).toList();

        assertThat(titled).containsExactlyInAnyOrderElementsOf(
                rules.alarms().stream().map(Alarm::name).toList());
    }

    @Test
    void an_alarm_is_for_now_or_the_next_working_day() {
        assertThat(rules.alarms()).extracting(Alarm::severity).containsOnly("page", "ticket");
    }

    private static String section(String document, Alarm alarm) {
        int begin = document.indexOf("\n### " + alarm.name() + "\n");
        assertThat(begin).as("the section of " + alarm.name()).isNotNegative();
        int end = document.indexOf("\n##", begin + 1);
        return document.substring(begin, end < 0 ? document.length() : end);
    }
}
