package dev.extrausage.client.publish.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir Path folder;

    @Test void a_torn_last_record_is_cut_off_at_any_byte() throws Exception {
        Path whole = folder.resolve("whole");
        int before;
        try (Spool spool = open(whole)) {
            spool.append(records("one", "two"));
            before = (int) Files.size(Folders.lastSegment(whole));
            spool.append(records("three"));
            Folders.copy(whole, folder.resolve("killed"));
        }
        byte[] all = Files.readAllBytes(Folders.lastSegment(folder.resolve("killed")));
        for (int length = before; length < all.length; length++) {
            Path torn = folder.resolve("torn-at-" + length);
            Folders.copy(folder.resolve("killed"), torn);
            Path last = Folders.lastSegment(torn);
            Files.write(last, Arrays.copyOf(all, length));
            try (Spool spool = open(torn)) {
                assertThat(values(spool)).as("cut at %d", length).containsExactly("one", "two");
                assertThat(Files.size(last)).isEqualTo(before);
                spool.append(records("four"));
                assertThat(values(spool)).containsExactly("four");
            }
        }
    }

    @Test void a_damaged_byte_costs_one_record_which_is_set_aside() throws Exception {
        int first = records("one").get(0).bytes();
        for (int at = 8 + first; at < 8 + 2 * first; at++) {
            Path damaged = folder.resolve("damaged-at-" + at);
            try (Spool spool = open(damaged)) {
                spool.append(records("one", "two", "six"));
            }
            Path file = Folders.lastSegment(damaged);
            byte[] bytes = Files.readAllBytes(file);
            bytes[at] ^= 0x55;
            Files.write(file, bytes);
            try (Spool spool = open(damaged)) {
                assertThat(values(spool)).as("byte %d", at).containsExactly("one", "six");
                assertThat(Folders.files(damaged)).anyMatch(f -> f.toString().endsWith(".damaged"));
            }
        }
    }

    @Test void a_cursor_that_cannot_be_read_costs_only_repetition() throws Exception {
        try (Spool spool = open(folder)) {
            List<SpoolRecord> records = records("one", "two");
            spool.append(records);
            spool.settle(records.get(0));
        }
        Files.write(folder.resolve("cursor"), new byte[] {1, 2, 3});
        try (Spool spool = open(folder)) {
            assertThat(values(spool)).containsExactly("one", "two");
        }
    }

    @Test void the_spool_fills_to_its_bound_and_frees_settled_segments()
            throws Exception {
        try (Spool spool = open(folder)) {
            List<SpoolRecord> all = new ArrayList<>();
            SpoolRecord next = new SpoolRecord(0, new byte[1], new byte[1_000]);
            while (spool.hasRoom(next.bytes())) {
                spool.append(List.of(next));
                all.add(next);
                next = new SpoolRecord(0, new byte[1], new byte[1_000]);
            }
            assertThat(spool.state().bytes()).isBetween(1_040_000L, Spool.LEAST_BOUND);
            long onDisk = 0;
            for (Path file : Folders.files(folder)) {
                onDisk += file.toString().endsWith(".spool") ? Files.size(file) : 0;
            }
            assertThat(onDisk).isEqualTo(spool.state().bytes());

            all.subList(0, all.size() / 2).forEach(spool::settle);
            spool.tidy();
            assertThat(spool.hasRoom(300_000)).isTrue();
        }
    }

    @Test void an_orderly_end_with_nothing_left_leaves_no_segment() throws Exception {
        try (Spool spool = open(folder)) {
            List<SpoolRecord> records = records("one", "two");
            spool.append(records);
            records.forEach(spool::settle);
        }
        assertThat(Folders.files(folder)).noneMatch(f -> f.toString().endsWith(".spool"));
        try (Spool spool = open(folder)) {
            assertThat(spool.state().waiting()).isZero();
        }
    }

    @Test void another_spool_of_this_process_does_not_get_the_folder() throws Exception {
        try (Spool spool = open(folder)) {
            assertThatThrownBy(() -> open(folder)).isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use by another publisher");
            assertThat(spool.state().waiting()).isZero();
        }
        open(folder).close();
    }

    @Test void another_process_gets_the_folder_once_the_first_is_killed()
            throws Exception {
        Process holder = holder();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> open(folder)).hasMessageContaining("is in use");
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
        try (Spool spool = open(folder)) {
            assertThat(values(spool)).containsExactly("held");
        }
    }

    @Test void given_up_events_are_not_recovered_by_the_next_process() throws Exception {
        Path killed = folder.resolve("killed");
        Path live = folder.resolve("live");
        try (Spool spool = open(live)) {
            spool.append(List.of(records("one").get(0), givenUp("two"), records("three").get(0)));
            spool.append(List.of(givenUp("four")));
            assertThat(values(spool)).containsExactly("one", "three");
            Folders.copy(live, killed);
        }
        for (Path left : List.of(killed, live)) {
            try (Spool spool = open(left)) {
                assertThat(values(spool)).containsExactly("one", "three");
                assertThat(Folders.files(left)).noneMatch(f -> f.toString().endsWith(".damaged"));
            }
        }
    }

    private static SpoolRecord givenUp(String value) {
        return new SpoolRecord(7, new byte[] {'k'}, value.getBytes(StandardCharsets.UTF_8)) {
            @Override protected boolean written() {
                return false;
            }
        };
    }

    @Test void the_cursor_never_passes_records_not_yet_added() throws Exception {
        SpoolSegment segment = new SpoolSegment(1, folder.resolve("one.spool"));
        segment.create();
        int start = segment.length();
        SpoolRecord record = records("one").get(0);
        segment.write(record.frame());
        assertThat(segment.settledUpTo()).isEqualTo(start);
        record.placeIn(segment, start);
        segment.add(record);
        assertThat(segment.settledUpTo()).isEqualTo(start);
        segment.settle(record);
        assertThat(segment.settledUpTo()).isEqualTo(start + record.bytes());
        segment.seal();
    }

    @Test void a_refused_second_spool_keeps_other_processes_locked_out()
            throws Exception {
        try (Spool spool = open(folder)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> open(folder)).hasMessageContaining("is in use");
            }
            Process other = holder();
            try {
                assertThat(other.getInputStream().read()).as("refused, not '!'").isEqualTo(-1);
            } finally {
                other.destroyForcibly();
                assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(spool.state().waiting()).isZero();
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Has the folder, and says so, until it is killed or the test ends. */
    static final class Holder {
        private Holder() { }

        public static void main(String[] args) throws IOException {
            Spool spool = Spool.open(Path.of(args[0]), Spool.LEAST_BOUND);
            spool.append(records("held"));
            System.out.print('!');
            System.out.flush();
            System.in.read();
            spool.close();
        }
    }

    @Test void a_file_of_another_format_is_not_touched() throws Exception {
        Path strange = folder.resolve("00000000000000000001.spool");
        Files.writeString(strange, "something else entirely");
        assertThatThrownBy(() -> open(folder)).isInstanceOf(IOException.class)
                .hasMessageContaining("is not a file of this spool's format");
        assertThat(strange).hasContent("something else entirely");
    }

    private static Spool open(Path path) throws IOException {
        return Spool.open(path, Spool.LEAST_BOUND);
    }

    private static List<SpoolRecord> records(String... values) {
        return Arrays.stream(values).map(v -> new SpoolRecord(7, new byte[] {'k'},
                v.getBytes(StandardCharsets.UTF_8))).toList();
    }

    private static List<String> values(Spool spool) throws Exception {
        List<String> values = new ArrayList<>();
        for (SpoolRecord r = spool.next(1); r != null; r = spool.next(1)) {
            values.add(new String(spool.read(r).value(), StandardCharsets.UTF_8));
        }
        return values;
    }
}
