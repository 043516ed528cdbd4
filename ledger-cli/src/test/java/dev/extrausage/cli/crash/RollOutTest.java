package dev.extrausage.cli.crash;

import dev.extrausage.core.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An installation of rules version 1, two ledgers and the consumers, is upgraded one process after
 * the other under load, in the order that docs/OPERATIONS.md gives. After each the audit judges.
 */
class RollOutTest {
    /** The classes of the last release of rules 1, packed as one stream: a jar in gzip. */
    private static final String RULES_1 = "2026-11-28.jar.gz";

    @TempDir private Path folder;

    @Test void an_upgrade_under_load_loses_and_doubles_nothing(@Seed long seed)
            throws IOException {
        Path earlier = folder.resolve("rules-1.jar");
        try (InputStream in = new GZIPInputStream(
                RollOutTest.class.getResourceAsStream(RULES_1))) {
            Files.copy(in, earlier);
        }
        Random random = new Random(seed);
        try (ManyProcesses installation = new ManyProcesses(folder, random).ofEarlier(earlier)) {
            installation.start();
            Rounds.run("roll-out with -Dtest.seed=" + seed, 0, installation,
                    installation.upgrades(), random);
        }
    }
}
