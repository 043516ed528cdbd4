package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger with a catalog of its own, to which commands are run that do not name it. */
@Timeout(300)
class OwnCatalogTest {
    @TempDir private Path folder;

    @Test
    void commands_go_by_the_catalog_that_the_ledger_keeps() throws IOException {
        Path builtIn = Files.writeString(folder.resolve("built-in.yaml"), builtIn());
        Path own = Files.writeString(folder.resolve("own.yaml"), builtIn()
                .replace("allowance_usd: 20, ", "allowance_usd: 40, ")
                .replace("claude-desktop]", "claude-desktop, cursor]"));
        try (Stack stack = started(CatalogFile.read(own))) {
            assertThat(stack.health().isReady()).isTrue();
            run("publish", new EventFile("own")
                    .account("own", "'type':'PlanStarted','plan':'pro','seats':1")
                    .usage("own", "cursor", 2_500).in(folder)).ended(0);

            run("gate", "own", "--app", "cursor", "--cost", "1").ended(0);
            run("gate", "own", "--app", "cursor", "--cost", "1", "--catalog", builtIn).ended(1);
            run("explain", "own").ended(0);
            run("explain", "own", "--catalog", builtIn).ended(1);
            run("statement", "own").ended(0);
            run("balance", "own", "--as-of", "2099-01-01").ended(0);
            assertThat(run("audit").ended(0).out()).contains("All holds.");
            run("audit", "--catalog", builtIn).ended(1);
        }
        assertThat(run("audit").ended(0).out()).contains("All holds.");
        run("explain", "own").ended(0);
        refusesToStartWithTheBuiltIn();
    }

    private void refusesToStartWithTheBuiltIn() {
        assertThatThrownBy(() -> started(CatalogFile.defaultCatalog()))
                .isInstanceOf(CannotStart.class).hasMessageStartingWith("version 2026-01 of the"
                        + " catalog is not the one that was in force: plans.pro.allowance_usd was"
                        + " 40 and is 20.");
    }

    private Stack started(Catalog catalog) {
        Stack stack = new Stack(StackSettings.on(data(), catalog));
        stack.start();
        stack.awaitReady(Duration.ofMinutes(1));
        return stack;
    }

    private Command run(Object... words) {
        Object[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = data();
        return Command.run(all);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String builtIn() throws IOException {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
