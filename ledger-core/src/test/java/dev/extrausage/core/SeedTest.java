package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SeedTest {
    /** Run by this class alone: a build does not look for tests in nested classes. */
    static final class Failing {
        static final List<Long> SEEDS = new ArrayList<>();
        private final long own;

        Failing(@Seed long seed) {
            own = seed;
        }

        @Test void in_the_test(@Seed long seed) {
            assertThat(seed).isEqualTo(own);
            SEEDS.add(seed);
            throw new IllegalStateException("no such luck");
        }

        @Test void after_the_test() {
            SEEDS.add(own);
        }

        @AfterEach void look() {
            assertThat(SEEDS).doesNotContain(own);
        }
    }

    /** Likewise; it draws once for all of its tests. */
    static final class Shared {
        static final List<Long> SEEDS = new ArrayList<>();

        @BeforeAll static void draw(@Seed long seed) {
            SEEDS.clear();
            SEEDS.add(seed);
        }

        @Test void one(@Seed long seed) {
            SEEDS.add(seed);
        }

        @Test void other() {
            throw new IllegalStateException("no such luck");
        }
    }

    @Test void every_failure_tells_the_seed_of_its_test() {
        List<String> failures = failures(Failing.class, Map.of());
        assertThat(Failing.SEEDS).hasSize(2).doesNotHaveDuplicates();
        assertThat(failures).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(failures.get(i)).startsWith(
                    "with -Dtest.seed=" + Failing.SEEDS.get(i) + ": ");
        }
        assertThat(String.join("", failures)).contains("IllegalStateException: no such luck");
    }

    @Test void a_seed_that_is_given_is_drawn_again() {
        failures(Failing.class, Map.of(SeedExtension.PROPERTY, "-7"));
        assertThat(Failing.SEEDS).containsExactly(-7L, -7L);
    }

    @Test void a_seed_drawn_before_all_tests_is_told_by_each() {
        List<String> failures = failures(Shared.class, Map.of());
        long drawn = Shared.SEEDS.get(0);
        assertThat(Shared.SEEDS).containsExactly(drawn, drawn);
        assertThat(failures).singleElement().asString()
                .startsWith("with -Dtest.seed=" + drawn + ": ");
    }

    private static List<String> failures(Class<?> tests, Map<String, String> parameters) {
        Failing.SEEDS.clear();
        List<String> failures = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameters(parameters).build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override public void executionFinished(
                    TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(e -> failures.add(e.getMessage()));
            }
        });
        return failures;
    }
}
