package dev.extrausage.api.writes;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Every write over HTTP, by subject, against one broker, the ledger and its consumers. */
class WritesTest implements AccountWrites, PaymentWrites, SupportWrites {
    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        WritesStand.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        WritesStand.stop();
    }
}
