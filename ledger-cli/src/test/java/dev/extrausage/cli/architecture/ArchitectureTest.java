package dev.extrausage.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the modules, and what may not be anywhere (docs/ARCHITECTURE.md). */
class ArchitectureTest {
    private static final String OURS = "dev.extrausage";
    private static final String BROKEN = "dev.extrausage.cli.architecture.broken";
    private static final ImportOption NOT_THE_CORES_TESTS =
            location -> !location.contains("-tests.jar");

    @TestFactory
    Stream<DynamicTest> our_house() {
        JavaClasses house = house();
        return new House(OURS).rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> rule.getValue().check(house)));
    }

    @TestFactory
    Stream<DynamicTest> a_house_that_breaks_every_rule() {
        JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);
        return new House(BROKEN).rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest("fails: " + rule.getKey(),
                        () -> assertThat(rule.getValue().evaluate(broken).hasViolation())
                                .isTrue()));
    }

    @Test
    void every_module_is_looked_at() {
        assertThat(house().stream().map(c -> c.getPackageName().split("\\.")[2]).distinct())
                .contains("core", "schemas", "catalog", "embedded", "kafka", "stream", "journal",
                        "intake", "payments", "consumers", "client", "stack", "backup", "cli");
    }

    /** With the benchmarks, which are on nobody's class path, if they are built. */
    private static JavaClasses house() {
        List<Location> places = new ArrayList<>(Locations.ofPackage(OURS));
        Path benchmarks = SourceTree.file("benchmarks/target/classes");
        if (Files.isDirectory(benchmarks)) {
            places.add(Location.of(benchmarks));
        }
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(NOT_THE_CORES_TESTS)
                .importLocations(places);
    }

    @Test
    void no_rule_has_nothing_to_look_at() {
        Map<String, ArchRule> rules = new House("nobody.lives.here").rules();
        JavaClasses nothing = new ClassFileImporter().importPackages("nobody.lives.here");

        assertThat(rules.values()).allSatisfy(rule -> assertThat(
                catchThrowable(() -> rule.check(nothing)))
                .isInstanceOf(AssertionError.class));
    }
}
