package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test void the_manual_names_the_version_that_operators_find() throws Exception {
        String manual = Files.readString(Path.of("../docs/OPERATIONS.md"));

        assertThat(manual).contains("`view-v" + Schema.VERSION + "-p0.sqlite`",
                "drop schema extra_usage_view_v" + Schema.VERSION + " cascade");
    }
}
