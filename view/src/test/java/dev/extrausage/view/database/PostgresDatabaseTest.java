package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.view.PostgresServer;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Several instances at one PostgreSQL. */
class PostgresDatabaseTest {
    @Test void it_is_opened_while_another_instance_writes() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresDatabase database = new PostgresDatabase(
                        server.database("view"), null, null, Schema.VERSION, 1);
                SqlConnection other = database.openWriter(0).connection();
                Statement statement = other.connection().createStatement()) {
            for (String table : Schema.FOLDED) { // as for whoever writes to it
                statement.execute("lock table extra_usage_view_v" + Schema.VERSION + "."
                        + table.substring(1) + "_0 in row exclusive mode");
            }

            try (SqlConnection opened = database.openWriter(0).connection()) {
                assertThat(opened.connection().isClosed()).isFalse();
            }
        }
    }
}
