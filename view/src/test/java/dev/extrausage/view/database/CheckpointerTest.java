package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointerTest {
    private static final int WRITTEN_BYTES = 40 << 20;

    @TempDir private Path folder;

    @Test @Timeout(60)
    void a_long_log_is_copied_without_its_writer() throws Exception {
        try (SqliteDatabase database = new SqliteDatabase(folder, Schema.VERSION, 1, 0)) {
            SqlTables writer = database.openWriter(0);
            writer.update("insert into $account (no, id, sequence, last_cut, snapshot)"
                    + " values (1, 'acme', 0, 0, ?)", new byte[WRITTEN_BYTES]);
            writer.connection().commit();
            Path file = folder.resolve("view-v" + Schema.VERSION + "-p0.sqlite");
            while (Files.size(file) < WRITTEN_BYTES) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            assertThat(writer.number("select length(snapshot) from $account"))
                    .isEqualTo(WRITTEN_BYTES);
            writer.connection().close();
        }
    }
}
