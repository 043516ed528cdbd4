package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.view.PostgresServer;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Several instances at one PostgreSQL. */
class PostgresDatabaseTest {
    @Test void it_is_opened_while_another_instance_writes() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresDatabase database = new PostgresDatabase(
                        server.database("view"), PostgresLogin.NONE, Schema.VERSION, 1);
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

    @Test void a_question_goes_on_after_its_connection_was_ended() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresDatabase database = new PostgresDatabase(
                        server.database("view"), PostgresLogin.NONE, Schema.VERSION, 2)) {
            assertThat(ask(database, "select 'it answers'")).isEqualTo("it answers");

            server.stop();
            server.startAgain();

            assertThat(ask(database, "select 'it answers'")).isEqualTo("it answers");
        }
    }

    @Test void a_question_waits_for_a_bounded_time() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresDatabase database = new PostgresDatabase(
                        server.database("view"), PostgresLogin.NONE, Schema.VERSION, 1)) {
            assertThat(ask(database, "show statement_timeout")).isEqualTo("15s");
        }
    }

    private static String ask(PostgresDatabase database, String question) {
        return database.readers(0).ask(connection -> {
            try (ResultSet rows = connection.prepare(question).executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
    }
}
