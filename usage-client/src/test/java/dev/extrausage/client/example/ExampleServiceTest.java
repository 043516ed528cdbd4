package dev.extrausage.client.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.outage.Await;
import dev.extrausage.client.outage.Installation;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.UsageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleServiceTest {
    private static final Path SOURCE = Path.of("src", "test", "java", "dev", "extrausage", "client",
            "example", "ExampleService.java");
    private static final String BLOCK = "```java\n";

    @TempDir Path folder;

    @Test void the_readme_shows_this_very_file_in_under_60_lines() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf(BLOCK) + BLOCK.length();
        assertThat(readme.substring(from, readme.indexOf("```", from)))
                .isEqualTo(Files.readString(SOURCE));
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThan(60);
    }

    @Test void the_example_serves_and_bills_payers_and_refuses_the_others() throws Exception {
        try (Installation ledger = new Installation(folder)) {
            ledger.startBroker();
            ledger.startLedger();
            ledger.open(List.of("ada"));
            try (ExampleService service =
                    new ExampleService(ledger.bootstrap(), folder.resolve("spool"))) {
                assertThat(service.serve("ada", "claude.ai", "Hello")).isEqualTo("You said: Hello");
                assertThat(service.serve("ada", "cursor", "Hello")).isEqualTo(
                        "Third-party apps now draw from your extra usage, not your plan limits.");
                assertThat(service.serve("nobody", "claude.ai", "Hello")).isNotBlank()
                        .isNotEqualTo("You said: Hello");
            }
            Await.until("the ledger has decided what was served",
                    () -> ledger.journal().size() == 2);
            BalanceChange entry = ledger.journal().get(1);
            assertThat(((UsageEvent) entry.getCause()).getApp()).isEqualTo("claude.ai");
            assertThat(entry.getOutcome()).isEqualTo("APPLIED");
            // Two tokens in, four out, at 3 and 15 USD a million.
            assertThat(entry.getCostNanos()).isEqualTo(2 * 3_000 + 4 * 15_000);
        }
    }
}
