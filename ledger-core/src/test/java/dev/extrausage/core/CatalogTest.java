package dev.extrausage.core;

import static dev.extrausage.core.Happening.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version of the catalog in force (section 3). */
class CatalogTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @ParameterizedTest
    @CsvSource({"2000-01-01T00:00:00Z,2026-01", "2026-01-01T00:00:00Z,2026-01",
        "2026-02-10T11:59:59.999Z,2026-01", "2026-02-10T12:00:00Z,2026-02",
        "2026-06-30T23:59:59.999Z,2026-05", "2099-01-01T00:00:00Z,2026-07"})
    void a_version_is_in_force_until_the_next_one_is(String time, String version) {
        assertThat(CATALOG.at(millis(time)).version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"2000-01-01T00:00:00Z,2026-02-10T12:00:00Z",
        "2026-02-10T11:59:59.999Z,2026-02-10T12:00:00Z",
        "2026-02-10T12:00:00Z,2026-03-05T00:00:00Z"})
    void the_next_version_is_the_one_after_that_in_force(String time, String next) {
        assertThat(CATALOG.nextEffectiveAfter(millis(time))).isEqualTo(millis(next));
    }

    @Test void after_the_last_version_there_is_no_next() {
        assertThat(CATALOG.nextEffectiveAfter(millis("2026-07-01T00:00:00Z"))).isNull();
        assertThat(Catalogs.example().nextEffectiveAfter(0)).isNull();
    }

    @Test void a_catalog_has_a_version_and_versions_in_order() {
        CatalogVersion one = CATALOG.versions().get(0);
        assertThatThrownBy(() -> new Catalog(List.of()))
                .hasMessageContaining("at least one version");
        assertThatThrownBy(() -> new Catalog(List.of(one, one)))
                .hasMessage("version 2026-01 is out of order");
        assertThatThrownBy(() -> new Catalog(List.of(CATALOG.versions().get(1), one)))
                .hasMessage("version 2026-01 is out of order");
    }

    @Test void a_plan_younger_than_the_version_takes_its_first_terms() {
        Plan max = CATALOG.termsOf("max", CATALOG.versions().get(0));
        assertThat(max).isEqualTo(CATALOG.versions().get(2).plans().get("max"));
    }

    @Test void a_plan_that_no_version_has_is_named() {
        assertThatThrownBy(() -> CATALOG.termsOf("platinum", CATALOG.versions().get(0)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("platinum");
    }

    @Test void late_usage_of_a_younger_plan_is_decided() {
        Scenario.under(CATALOG).and(Happening.planStarted("max").at("2026-03-05T00:00:00Z"),
                Happening.credit("$5"))
                .when(Happening.usage("cursor", "$1").at("2026-03-04T00:00:00Z")
                        .receivedAt("2026-03-05T00:00:00Z"))
                .then(Expected.posted(Pool.EXTRA_USAGE, Pool.USAGE, "$1"));
    }
}
