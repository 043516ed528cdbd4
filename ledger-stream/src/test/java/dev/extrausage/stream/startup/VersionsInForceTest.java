package dev.extrausage.stream.startup;

import static dev.extrausage.stream.startup.EditedCatalogs.of;
import static dev.extrausage.stream.startup.EditedCatalogs.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.UtcTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionsInForceTest {
    private static final String JANUARY = version("2026-01", "2026-01-01T00:00:00Z");
    private static final String MARCH = version("2026-03", "2026-03-01T00:00:00Z");

    private String now = "2026-06-01T00:00:00Z";

    @Test void an_empty_topic_gets_every_version() {
        VersionsInForce versions = compared(of(JANUARY, MARCH), List.of());

        assertThat(versions.faults()).isEmpty();
        assertThat(versions.missing()).containsOnlyKeys("2026-01", "2026-03")
                .containsEntry("2026-01", CatalogVersionJson.write(
                        CatalogFile.defaultCatalog().versions().get(0)));
    }

    @Test void the_same_file_again_changes_nothing() {
        VersionsInForce versions = compared(of(JANUARY, MARCH), of(JANUARY, MARCH));

        assertThat(versions.faults()).isEmpty();
        assertThat(versions.missing()).isEmpty();
    }

    @Test void another_way_of_writing_the_same_is_no_change() {
        String spaced = JANUARY.replace("allowance_usd: 20, ", "allowance_usd: 20.00, ")
                .replace("cache_read: 0.50}", "cache_read: 0.5}  # half");
        assertThat(spaced).isNotEqualTo(JANUARY);

        assertThat(compared(of(spaced), of(JANUARY)).faults()).isEmpty();
        assertThat(compared(of(spaced), of(JANUARY)).missing()).isEmpty();
    }

    @Test void edited_versions_are_named_with_the_first_differing_line() {
        Catalog edited = of(JANUARY.replace("allowance_usd: 20, ", "allowance_usd: 25, ")
                .replace("P90D", "P91D"), MARCH);

        assertThat(compared(edited, of(JANUARY, MARCH)).faults()).containsExactly(
                "version 2026-01 of the catalog is not the one that was in force:"
                        + " plans.pro.allowance_usd was 20 and is 25 (catalog.yaml:15). A version"
                        + " is never changed once in force: put it back as it was, and add a new"
                        + " version");
    }

    @Test void the_first_differing_line_is_the_files_first() {
        Catalog edited = of(JANUARY.replace("{input: 1, output: 5, ", "{input: 1, output: 6, ")
                .replace("{input: 5, output: 25,", "{input: 5, output: 26,"));

        assertThat(compared(edited, of(JANUARY)).faults()).singleElement().asString().contains(
                "prices.claude-opus-4-5.output was 25 and is 26 (catalog.yaml:5). ");
    }

    @Test void the_built_in_catalog_has_no_line_to_look_up() {
        Catalog kept = of(JANUARY.replace("allowance_usd: 20, ", "allowance_usd: 25, "));

        assertThat(compared(CatalogFile.defaultCatalog(), kept).faults()).singleElement()
                .asString().contains("plans.pro.allowance_usd was 25 and is 20. A version");
    }

    @Test void every_edited_version_has_its_sentence() {
        Catalog edited = of(JANUARY.replace("P90D", "P91D"), MARCH.replace("PT24H", "PT25H"));

        assertThat(compared(edited, of(JANUARY, MARCH)).faults()).hasSize(2)
                .anySatisfy(s -> assertThat(s).startsWith("version 2026-01 of"))
                .anySatisfy(s -> assertThat(s).contains("late_usage_grace was P1D and is PT25H"));
    }

    @Test void a_withdrawn_future_version_is_named_with_its_beginning() {
        now = "2026-02-01T00:00:00Z";
        VersionsInForce versions = compared(of(JANUARY), of(JANUARY, MARCH));

        assertThat(versions.faults()).isEmpty();
        assertThat(versions.missing()).containsEntry("2026-03", null).hasSize(1);
        assertThat(versions.warnings()).singleElement().asString().startsWith("version 2026-03 of"
                + " the catalog, which was to begin at 2026-03-01T00:00:00.000Z, is taken back");
        assertThat(compared(of(JANUARY, MARCH), of(JANUARY)).warnings()).isEmpty();
    }

    @Test void a_version_that_was_in_force_must_not_be_dropped() {
        assertThat(compared(of(JANUARY), of(JANUARY, MARCH)).faults()).singleElement()
                .asString().startsWith("version 2026-03 was in force, and the catalog does not have"
                        + " it: entries are decided again by it.");
    }

    @Test void a_moved_beginning_is_a_change() {
        assertThat(compared(of(version("2026-01", "2026-01-02T00:00:00Z")), of(JANUARY)).faults())
                .singleElement().asString().contains("effective_from was 2026-01-01T00:00:00.000Z"
                        + " and is 2026-01-02T00:00:00.000Z");
    }

    @Test void a_version_after_the_last_may_begin_in_the_past() {
        VersionsInForce versions = compared(of(JANUARY, MARCH), of(JANUARY));

        assertThat(versions.faults()).isEmpty();
        assertThat(versions.missing()).containsOnlyKeys("2026-03");
    }

    @Test void a_new_version_must_not_begin_before_one_in_force() {
        Catalog squeezed =
                of(JANUARY, version("2026-02", "2026-02-01T00:00:00Z"), MARCH);

        assertThat(compared(squeezed, of(JANUARY, MARCH)).faults()).containsExactly(
                "version 2026-02 of the catalog is new and begins at 2026-02-01T00:00:00.000Z,"
                        + " before version 2026-03, which was in force: must begin after"
                        + " 2026-03-01T00:00:00.000Z");
    }

    @Test void versions_to_come_may_be_changed_moved_and_taken_back() {
        now = "2026-02-01T00:00:00Z";
        String dearer = MARCH.replace("allowance_usd: 20, ", "allowance_usd: 25, ");

        assertThat(compared(of(JANUARY, dearer), of(JANUARY, MARCH)).faults()).isEmpty();
        assertThat(compared(of(JANUARY, dearer), of(JANUARY, MARCH)).missing())
                .containsOnlyKeys("2026-03");
        VersionsInForce without = compared(of(JANUARY), of(JANUARY, MARCH));
        assertThat(without.faults()).isEmpty();
        assertThat(without.missing()).hasSize(1).containsEntry("2026-03", null);
    }

    @Test void five_minutes_before_its_beginning_a_version_is_in_force() {
        now = "2026-02-28T23:55:00Z";
        assertThat(compared(of(JANUARY), of(JANUARY, MARCH)).faults()).hasSize(1);

        now = "2026-02-28T23:54:59.999Z";
        assertThat(compared(of(JANUARY), of(JANUARY, MARCH)).faults()).isEmpty();
    }

    @Test void the_first_version_is_in_force_before_its_beginning() {
        now = "2025-01-01T00:00:00Z";

        assertThat(compared(of(JANUARY.replace("P90D", "P91D")), of(JANUARY)).faults()).hasSize(1);
    }

    @Test void versions_read_back_are_those_that_were_written() {
        Catalog all = Catalogs.severalVersions();
        VersionsInForce first = compared(all, List.of());
        List<CatalogVersion> back = first.missing().entrySet().stream()
                .map(e -> CatalogVersionJson.read(e.getKey(),
                        e.getValue().getBytes(StandardCharsets.UTF_8))).toList();

        assertThat(compared(all, back).missing()).isEqualTo(Map.of());
        assertThat(compared(all, back).faults()).isEmpty();
    }

    private VersionsInForce compared(Catalog file, Catalog kept) {
        return compared(file, kept.versions());
    }

    private VersionsInForce compared(
            Catalog file, List<CatalogVersion> kept) {
        return new VersionsInForce(file, kept, UtcTime.parse("now", now));
    }
}
