package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The maker of the launcher's archive of classes, with a command that stands in for the real. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClassArchiveTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Path SCRIPT = Path.of("src/main/sh/class-archive.sh").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** Says of `up` that it has started, and runs on; of anything else nothing. */
    private static final String STAND_IN = """
            public class StandIn {
                public static void main(String[] args) throws Exception {
                    if (args[0].equals("up")) {
                        System.out.println("Ctrl-C stops it");
                        Thread.sleep(%d);
                    }
                    System.out.println("ran " + args[0]);
                }
            }
            """;

    @TempDir
    Path folder;
    private Path jar;
    private Path archive;
    private Process maker;

    @BeforeEach void compile() throws IOException {
        archive = folder.resolve("cds/made.jsa");
        jar = jarOf(STAND_IN.formatted(LONG.toMillis()));
    }

    @AfterEach void stop() {
        if (maker != null) {
            maker.descendants().forEach(ProcessHandle::destroyForcibly);
            maker.destroyForcibly();
        }
    }

    @Test void commands_start_from_the_archive_and_nothing_else_is_left() throws Exception {
        assertThat(make(jar).waitFor()).isZero();

        assertThat(inFolder()).containsExactly(archive);
        Process command = new ProcessBuilder(JAVA, "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive, "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-Xlog:class+load", "-cp", jar.toString(),
                "StandIn", "balance").redirectErrorStream(true).start();
        String said = new String(command.getInputStream().readAllBytes());
        assertThat(said).contains("StandIn source: shared objects file", "ran balance");
    }

    @Test void an_empty_file_stays_where_no_archive_can_be_made() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.copy(folder.resolve("StandIn.class"), classes.resolve("StandIn.class"));

        make(classes).waitFor(); // of a folder no JVM makes any

        assertThat(inFolder()).containsExactly(archive);
        assertThat(archive).isEmptyFile();
    }

    @Test void nothing_is_done_while_another_makes_it() throws Exception {
        Path making = Files.createDirectories(folder.resolve("cds/making.another"));

        make(jar).waitFor();

        assertThat(inFolder()).containsExactly(making);
    }

    @Test void what_a_maker_left_long_ago_is_cleared_away() throws Exception {
        Path making = Files.createDirectories(folder.resolve("cds/making.killed"));
        Files.writeString(making.resolve("up.out"), "");
        Files.setLastModifiedTime(making,
                FileTime.from(Instant.now().minus(Duration.ofMinutes(12))));

        make(jar).waitFor();

        assertThat(inFolder()).containsExactly(archive);
        assertThat(archive).isNotEmptyFile();
    }

    @Test void a_maker_that_is_stopped_takes_its_command_and_its_folder_with_it() throws Exception {
        jar = jarOf(STAND_IN.formatted(LONG.toMillis())
                .replace("System.out.println(\"Ctrl-C stops it\");", ""));
        make(jar);
        List<ProcessHandle> commands = awaitCommand();

        maker.destroy();

        assertThat(maker.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(commands).noneMatch(ProcessHandle::isAlive);
        assertThat(inFolder()).isEmpty();
    }

    private Process make(Path classes) throws IOException {
        maker = new ProcessBuilder("sh", SCRIPT.toString(), JAVA, classes.toString(), "StandIn",
                archive.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("maker.out").toFile()).start();
        return maker;
    }

    /** The JVM that stands in for {@code up}, once the maker looks after it. */
    private List<ProcessHandle> awaitCommand() throws InterruptedException {
        Instant until = Instant.now().plus(LONG);
        while (Instant.now().isBefore(until)) {
            List<ProcessHandle> all = maker.descendants().toList();
            List<ProcessHandle> commands = all.stream()
                    .filter(p -> p.info().command().orElse("").endsWith("java")).toList();
            if (!commands.isEmpty() && commands.size() < all.size()) {
                return commands;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no command was begun within " + LONG);
    }

    private List<Path> inFolder() throws IOException {
        try (Stream<Path> files = Files.list(archive.getParent())) {
            return files.toList();
        }
    }

    private Path jarOf(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("StandIn.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d",
                folder.toString(), file.toString())).isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Path made = folder.resolve("stand-in.jar");
        try (OutputStream out = Files.newOutputStream(made);
                JarOutputStream classes = new JarOutputStream(out, manifest)) {
            classes.putNextEntry(new JarEntry("StandIn.class"));
            Files.copy(folder.resolve("StandIn.class"), classes);
            classes.closeEntry();
        }
        return made;
    }
}
