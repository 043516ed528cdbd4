package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions as lines, and the first line that differs (section 3). */
class VersionLinesTest {

    @Test void a_version_has_one_line_for_each_value() {
        assertThat(VersionLines.of(defaultText().onlyVersion())).hasSize(59).contains(
                "version: 2026-01",
                "effective_from: 2026-01-01T00:00:00.000Z",
                "prices.claude-sonnet-4-5.long_context.output: 22.5",
                "model_aliases.claude-sonnet-4-5-20250929: claude-sonnet-4-5",
                "service_tiers.batch: 0.5",
                "plans.free.extra_usage: false",
                "plans.pro.starter_credit.third_party_history.min_usd: 5",
                "first_party_apps: [claude-desktop, claude-mobile, claude.ai]",
                "top_up.presets_usd: [5, 10, 20]",
                "auto_reload.max_consecutive_declines: 3");
    }

    @Test void the_first_difference_is_named_in_the_files_order() {
        difference(defaultText().with("allowance_usd: 20, ", "allowance_usd: 25, ")
                .with("P90D", "P91D"), "plans.pro.allowance_usd was 20 and is 25");
        difference(defaultText().with(", max_balance_usd: 50000", ""),
                "plans.enterprise.max_balance_usd was 50000 and is not there");
        difference(defaultText().with("batch: 0.5", "batch: 0.5, fast: 2"),
                "service_tiers.fast was not there and is 2");
        difference(defaultText().with("version: 2026-01\n", "version: 2026-02\n"),
                "version was 2026-01 and is 2026-02");
    }

    @Test void a_difference_has_its_line_in_the_file() {
        lineOf(8, "2026-01", "model_aliases", "claude-sonnet-4-5-20250929");
        lineOf(15, "2026-01", "plans", "pro", "allowance_usd");
        lineOf(37, "2026-02", "plans", "pro", "allowance_usd");
        lineOf(14, "2026-01", "plans", "free", "per_seat");
        lineOf(24, "2026-02", "no_such_key");
    }

    private static void lineOf(int line, String version, String... keys) {
        byte[] utf8 = CatalogText.twoVersions().text().getBytes(StandardCharsets.UTF_8);
        assertThat(CatalogFile.lineOf(utf8, version, List.of(keys))).isEqualTo(line);
    }

    private static void difference(CatalogText other, String said) {
        assertThat(VersionLines.firstDifference(
                defaultText().onlyVersion(), other.onlyVersion())).hasToString(said);
    }
}
