package dev.extrausage.api.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import java.io.IOException;
import java.nio.file.Path;
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

    private static Object view(String url, Path passwordFile) throws IOException {
        return new PartSettings(new ApiSettings(null, null, null, null,
                new ApiSettings.Database(url, "view", passwordFile), null, null, null, List.of(),
                null, List.of(), List.of(), null, null, null, null)).view(null, null);
    }
}
