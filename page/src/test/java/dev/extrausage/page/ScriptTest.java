package dev.extrausage.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests of the page's modules ({@code src/test/js}) where a Node.js is installed. */
class ScriptTest {
    private static final Path TESTS = Path.of("src/test/js");

    @TestFactory
    Stream<DynamicTest> the_modules_pass_their_own_tests() throws IOException {
        Optional<Path> node = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "node")).filter(Files::isExecutable).findFirst();
        boolean isRequired = "required".equals(System.getProperty("browser"));
        assumeTrue(isRequired || node.isPresent(),
                "no Node.js is installed (Debian: apt-get install nodejs)");
        assertThat(node).as("Node.js, which -Dbrowser=required asks for").isPresent();
        List<Path> tests;
        try (Stream<Path> files = Files.list(TESTS)) {
            tests = files.filter(file -> file.toString().endsWith(".test.mjs")).sorted().toList();
        }
        assertThat(tests).isNotEmpty();
        return tests.stream().map(test -> DynamicTest.dynamicTest(
                test.getFileName().toString(), () -> passes(node.get(), test)));
    }

    private static void passes(Path node, Path test) throws Exception {
        List<String> command = new ArrayList<>(List.of(node.toString(), "--test", test.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(told).isZero();
    }
}
