package dev.extrausage.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.view.ViewSettings;
import dev.extrausage.view.database.PostgresLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartSettingsTest {
    @TempDir private Path folder;

    @Test
    void a_database_that_cannot_be_is_refused_with_its_option() {
        assertThatThrownBy(() -> view("jdbc:postgres://db/ledger", null))
                .isInstanceOf(BadInput.class).hasMessage(
                        "--database is \"jdbc:postgres://db/ledger\":"
                        + " must be jdbc:postgresql://HOST:PORT/NAME");
    }

    @Test
    void a_databases_password_file_is_named_where_it_cannot_be_read() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> view("jdbc:postgresql://db/ledger", none))
                .isInstanceOf(IOException.class)
                .hasMessage("the password file " + none + " cannot be read (NoSuchFileException)");
    }

    @Test
    void a_databases_passwords_are_read_from_their_files_and_shown_nowhere() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        Path key = Files.writeString(folder.resolve("key-password"), "s3cret-too\n");

        ViewSettings view = view(new ApiSettings.Database(
                "jdbc:postgresql://db/ledger?sslkey=view.p12", "view", password, key));

        PostgresLogin login = view.login();
        assertThat(login.user()).isEqualTo("view");
        assertThat(login.password().read()).isEqualTo("s3cret");
        assertThat(login.keyPassword().read()).isEqualTo("s3cret-too");
        assertThat(view + " " + login).doesNotContain("s3cret");
    }

    @Test
    void a_databases_password_that_was_changed_is_the_files() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "s3cret");
        PostgresLogin login = view("jdbc:postgresql://db/ledger", password).login();

        Files.writeString(password, "another");

        assertThat(login.password().read()).isEqualTo("another");
    }

    @Test
    void entries_are_kept_for_ninety_days_or_as_long_as_is_chosen() throws Exception {
        ApiSettings.Database there = new ApiSettings.Database(
                "jdbc:postgresql://db/ledger", "view", null, null);

        assertThat(view(there).retention()).isEqualTo(Duration.ofDays(90));
        assertThat(view(there.keeping(Duration.ofDays(7))).retention())
                .isEqualTo(Duration.ofDays(7));
    }

    private static ViewSettings view(String url, Path passwordFile) throws IOException {
        return view(new ApiSettings.Database(url, "view", passwordFile, null));
    }

    private static ViewSettings view(ApiSettings.Database database) throws IOException {
        return new PartSettings(new ApiSettings(KafkaAccess.at("127.0.0.1:9"), null, null, null,
                database, null, null, null, List.of(),
                null, List.of(), List.of(), null, null, null, null)).view(null, null);
    }
}
