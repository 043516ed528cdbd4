package dev.extrausage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
    @TempDir Path folder;

    @Test void enough_space_is_neither_low_nor_too_little() throws IOException {
        FreeSpace space = new FreeSpace(folder, usable() / 100);
        assertThat(space.tooLittle()).isEmpty();
        assertThat(space.low()).isEmpty();
    }

    @Test void low_space_is_told_before_it_is_too_little() throws IOException {
        FreeSpace space = new FreeSpace(folder, usable() / 2);
        assertThat(space.tooLittle()).isEmpty();
        assertThat(space.low().orElseThrow()).startsWith("the disk of " + folder + " has only ")
                .contains("MiB free: make room; below ").endsWith(" MiB the process ends");
    }

    @Test void too_little_space_is_told_with_the_bound() throws IOException {
        long least = usable() * 2;
        FreeSpace space = new FreeSpace(folder, least);
        assertThat(space.low()).isEmpty();
        assertThat(space.tooLittle().orElseThrow())
                .startsWith("the disk of " + folder + " has ")
                .endsWith(" MiB free, and must have at least " + (least >> 20)
                        + " MiB: make room, and start again");
    }

    @Test void a_process_that_goes_on_is_only_told() throws IOException {
        FreeSpace space = FreeSpace.onlyTold(folder, usable() * 2, "nothing is written");
        assertThat(space.tooLittle()).isEmpty();
        assertThat(space.low().orElseThrow()).startsWith("the disk of " + folder + " has only ")
                .endsWith(" MiB free: make room; when it is full, nothing is written");
    }

    @Test void a_folder_not_made_yet_has_its_parents_disk() throws IOException {
        Path later = folder.resolve("a").resolve("b");
        assertThat(new FreeSpace(later, usable() * 2).tooLittle()).isPresent();
        assertThat(new FreeSpace(later, 0).tooLittle()).isEmpty();
    }

    @Test void a_bound_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new FreeSpace(folder, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the least free space is -1 bytes: must be 0 to ");
    }

    private long usable() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
