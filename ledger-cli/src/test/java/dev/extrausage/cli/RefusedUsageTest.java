package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.UtcTime;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage without a price, from its refusal to its payment. */
@Timeout(300)
class RefusedUsageTest {
    private static final long A_DAY = 24 * 3_600_000L;
    private static final String VERSIONS = "versions:\n";

    @TempDir private Path folder;

    @Test
    void usage_without_a_price_is_shown_priced_and_paid_once() throws Exception {
        Path priced = folder.resolve("priced.yaml");
        Files.writeString(priced, catalogWith("claude-next: {input: 2, output: 10, cache_write: 1,"
                + " cache_write_1h: 1, cache_read: 1}"));
        Path data = folder.resolve("data");
        EventFile events = new EventFile("refused")
                .account("rita", "'type':'PlanStarted','plan':'pro','seats':1")
                .usage("rita", "claude.ai", 100)
                .usageOf("Claude-Next", "rita", "claude.ai", 200_000);

        try (Stack stack = running(data, CatalogFile.defaultCatalog())) {
            Command.run("publish", events.in(folder), "--data", data).ended(0);

            Command refused = Command.run("refused", "--data", data).ended(1);
            assertThat(refused.out()).contains("1 request served and refused")
                    .containsPattern("UNPRICED_MODEL +claude-next +1 +1 .* no price");
            JsonNode dear = json("refused", "--json", "--catalog", priced, "--data", data);
            assertThat(dear.at("/refused/0/cost_nanos").asLong()).isEqualTo(400_000_000L);
            assertThat(Command.run("resubmit", "--reason", "UNPRICED_MODEL", "--data", data)
                    .ended(1).out()).contains("without price  1, not sent");
            assertThat(stack.bootstrap()).isNotEmpty();
        }
        try (Stack stack = running(data, CatalogFile.read(priced))) {
            JsonNode dry = json("resubmit", "--reason", "UNPRICED_MODEL", "--dry-run", "--json",
                    "--data", data);
            assertThat(dry.get("sent").asLong()).isEqualTo(1);
            assertThat(dry.get("cost_nanos").asLong()).isEqualTo(400_000_000L);
            assertThat(left(data)).isEqualTo(19_000_000_000L);

            Command sent = Command.run("resubmit", "--reason", "UNPRICED_MODEL", "--data", data);
            assertThat(sent.ended(0).out()).contains(
                    "1 request refused UNPRICED_MODEL: 1 sent again.", "paid           1",
                    "cost           $0.40");
            assertThat(left(data)).isEqualTo(18_600_000_000L);

            Command again = Command.run("resubmit", "--reason", "UNPRICED_MODEL", "--data", data);
            assertThat(again.ended(0).out()).startsWith("No usage refused UNPRICED_MODEL is open.");
            Command.run("refused", "--data", data).ended(0);
            assertThat(left(data)).isEqualTo(18_600_000_000L);
            assertThat(stack.bootstrap()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOO_OLD", "UNPRICED_MODLE"})
    void a_reason_that_cannot_be_mended_is_told_those_that_can(String reason) {
        Command wrong = Command.run("resubmit", "--reason", reason, "--data", folder).ended(2);

        assertThat(wrong.err().lines().findFirst().orElseThrow()).contains("--reason",
                ": must be one of IN_THE_FUTURE, UNKNOWN_ACCOUNT, ACCOUNT_CLOSED,"
                        + " OVERFLOW, UNPRICED_MODEL, UNPRICED_TIER, UNPRICED_UNIT, after",
                "'" + reason + "'");
    }

    private static Stack running(Path data, Catalog catalog) {
        Stack stack = new Stack(StackSettings.on(data, catalog));
        stack.start();
        stack.awaitReady(Duration.ofMinutes(1));
        return stack;
    }

    /** The built-in versions, and one that begins a day ago with a model more. */
    private static String catalogWith(String model) throws IOException {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String version = text.substring(text.indexOf(VERSIONS) + VERSIONS.length());
            return text + "\n" + version.replace("version: 2026-01", "version: later")
                    .replaceFirst("effective_from: .*", "effective_from: "
                            + UtcTime.format(System.currentTimeMillis() - A_DAY))
                    .replaceFirst("( +)(claude-opus-4-5: )", "$1" + model + "\n$1$2");
        }
    }

    private static JsonNode json(Object... words) throws IOException {
        return new ObjectMapper().readTree(Command.run(words).out());
    }

    private static long left(Path data) throws IOException {
        return json("balance", "rita", "--json", "--data", data)
                .get("allowance_left_nanos").asLong();
    }
}
