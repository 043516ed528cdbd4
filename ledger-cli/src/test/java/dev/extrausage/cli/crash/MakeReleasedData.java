package dev.extrausage.cli.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the data of the present version for {@link ReleasedDataTest}. No build runs it by itself:
 * {@code -Dtest=MakeReleasedData} does, with {@code -Dreleased.data=NAME}.
 */
class MakeReleasedData {
    private static final Path RESOURCES =
            Path.of("src", "test", "resources", "dev", "extrausage", "cli", "crash");

    @TempDir private Path folder;

    @Test
    void the_present_version_leaves_its_data() throws Exception {
        String name = System.getProperty("released.data", "present");
        ReleasedDataMaker.make(folder, RESOURCES.resolve(name + ".zip"));
    }
}
