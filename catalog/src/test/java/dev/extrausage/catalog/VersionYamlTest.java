package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Seed;
import org.junit.jupiter.api.Test;

/** A version as YAML for people. */
class VersionYamlTest {
    private static final int CASES = 1000;

    @Test void every_version_survives_being_written_as_yaml(@Seed long seed) {
        RandomVersions versions = new RandomVersions(seed);
        for (int i = 0; i < CASES; i++) {
            CatalogVersion version = versions.next();
            CatalogText yaml = new CatalogText(String.join("\n", VersionYaml.catalogOf(version)));
            assertThat(yaml.onlyVersion()).as(yaml.text()).isEqualTo(version);
        }
    }

    @Test void a_model_and_a_plan_have_a_line_each() {
        assertThat(VersionYaml.catalogOf(defaultText().onlyVersion())).hasSize(24).startsWith(
                "versions:",
                "  - version: 2026-01",
                "    effective_from: 2026-01-01T00:00:00.000Z",
                "    prices:",
                "      claude-haiku-4-5: {input: 1, output: 5, cache_write: 1.25, "
                        + "cache_write_1h: 2, cache_read: 0.1}")
                .contains(
                "    service_tiers: {batch: 0.5, standard: 1}",
                "    first_party_apps: [claude-desktop, claude-mobile, claude.ai]",
                "      free: {allowance_usd: 2, extra_usage: false, per_seat: false}");
    }
}
