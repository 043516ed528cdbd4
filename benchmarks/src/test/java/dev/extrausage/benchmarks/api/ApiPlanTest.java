package dev.extrausage.benchmarks.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.benchmarks.settings.BadSetting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiPlanTest {
    @Test void a_database_is_taken_beside_the_usual_times() {
        ApiPlan plan = ApiPlan.QUICK.of("jdbc:postgresql://127.0.0.1/bench", "ada", null);

        assertThat(plan.database()).isEqualTo("jdbc:postgresql://127.0.0.1/bench");
        assertThat(plan.measured()).isEqualTo(ApiPlan.QUICK.measured());
    }

    @Test void a_database_of_another_kind_is_refused() {
        assertThatThrownBy(() -> ApiPlan.FULL.of("jdbc:mysql://127.0.0.1/bench", null, null))
                .isInstanceOf(BadSetting.class)
                .hasMessage("--database is jdbc:mysql://127.0.0.1/bench: must be"
                        + " jdbc:postgresql://HOST/NAME");
    }

    @Test void a_password_without_a_database_is_refused() {
        assertThatThrownBy(() -> ApiPlan.FULL.of(null, null, Path.of("password")))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("--database is absent: must be given");
    }

    @Test void parts_are_named_and_all_are_meant_by_none() {
        ApiPlan plan = ApiPlan.QUICK.of(ApiPart.named(List.of("usage", "admissions")));

        assertThat(plan.parts()).containsOnly(ApiPart.USAGE, ApiPart.ADMISSIONS);
        assertThat(plan.isWhole()).isFalse();
        assertThat(plan.measured()).isEqualTo(ApiPlan.QUICK.measured());
        assertThat(plan.of(ApiPart.named(List.of())).isWhole()).isTrue();
    }

    @Test void a_part_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> ApiPart.named(List.of("usage", "moons")))
                .isInstanceOf(BadSetting.class).hasMessage("--api is moons: must be of projector,"
                        + " usage, reads, streams, admissions");
    }

    @Test void a_database_needs_the_projector() {
        ApiPlan plan = ApiPlan.QUICK.of(ApiPart.named(List.of("reads", "usage")));

        assertThatThrownBy(() -> plan.of("jdbc:postgresql://127.0.0.1/bench", null, null))
                .isInstanceOf(BadSetting.class)
                .hasMessage("--api is usage, reads: must be projector too, for --database");
    }
}
