package dev.extrausage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.MidCycleChange;
import dev.extrausage.core.CatalogVersion.Texts;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms.Fixed;
import dev.extrausage.core.Plan.StarterCreditTerms.PerSeat;
import dev.extrausage.core.Plan.StarterCreditTerms.ThirdPartyHistory;
import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import dev.extrausage.core.UtcTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading of good catalogs (section 3). */
class CatalogFileTest {
    private static final long USD = 1_000_000_000L;
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    @Test void the_default_catalog_equals_the_contracts_to_the_last_digit() {
        assertThat(CatalogFile.defaultCatalog().versions()).singleElement().satisfies(version -> {
            assertThat(version.version()).isEqualTo("2026-01");
            assertThat(UtcTime.format(version.effectiveFrom()))
                    .isEqualTo("2026-01-01T00:00:00.000Z");
            assertThat(version.prices().models()).containsOnly(
                    entry("claude-opus-4-5",
                            new Price(5_000_000, 25_000_000, 6_250_000, 10_000_000, 500_000)),
                    entry("claude-sonnet-4-5",
                            new Price(3_000_000, 15_000_000, 3_750_000, 6_000_000, 300_000,
                                    new LongContext(200_000, new Price(6_000_000, 22_500_000,
                                            7_500_000, 12_000_000, 600_000)))),
                    entry("claude-haiku-4-5",
                            new Price(1_000_000, 5_000_000, 1_250_000, 2_000_000, 100_000)));
            assertThat(version.prices().aliases()).containsOnly(
                    entry("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"));
            assertThat(version.prices().serviceTiers()).containsOnly(
                    entry("standard", 10_000), entry("batch", 5_000));
            assertThat(version.prices().units()).containsOnly(
                    entry("web_search", 10_000_000_000L));
            assertThat(version.midCycleChange()).isEqualTo(MidCycleChange.FULL);
            assertThat(version.texts()).isEqualTo(new Texts("Claude", "claude.ai/settings/usage"));
            assertThat(version.plans()).containsOnly(
                    entry("free", new Plan(2 * USD, false, false, null)),
                    entry("pro", new Plan(20 * USD, true, false,
                            new ThirdPartyHistory(5 * USD, 100 * USD))),
                    entry("team", new Plan(30 * USD, true, true,
                            new PerSeat(100 * USD, 20_000 * USD))),
                    entry("enterprise", new Plan(500 * USD, true, false,
                            new Fixed(200 * USD), 50_000 * USD)));
            assertThat(version.firstPartyApps())
                    .containsExactlyInAnyOrder("claude.ai", "claude-mobile", "claude-desktop");
            assertThat(version.starterCreditLifetimeMillis()).isEqualTo(90 * DAY);
            assertThat(version.creditExpiringWarningMillis()).isEqualTo(7 * DAY);
            assertThat(version.lateUsageGraceMillis()).isEqualTo(24 * HOUR);
            assertThat(version.topUp()).isEqualTo(
                    new TopUpTerms(List.of(5 * USD, 10 * USD, 20 * USD), 5 * USD, 2000 * USD));
            assertThat(version.autoReload())
                    .isEqualTo(new AutoReloadTerms(200 * USD, 3, HOUR, DAY));
        });
    }

    @Test void the_default_catalog_is_the_contracts_to_the_letter() throws IOException {
        String contract = Files.readString(Path.of("..", "docs", "SPEC.md"));
        String fence = "```yaml\n";
        int start = contract.indexOf(fence) + fence.length();
        assertThat(CatalogText.defaultText().text())
                .isEqualTo(contract.substring(start, contract.indexOf("```\n", start)));
    }

    @Test void what_may_be_left_out_has_the_contracts_defaults() {
        CatalogVersion version = CatalogText.withoutOptionalKeys().onlyVersion();
        assertThat(version.prices().aliases()).isEmpty();
        assertThat(version.prices().serviceTiers()).containsOnly(entry("standard", 10_000));
        assertThat(version.prices().units()).isEmpty();
        assertThat(version.prices().price("claude-sonnet-4-5").longContext()).isNull();
        assertThat(version.midCycleChange()).isEqualTo(MidCycleChange.FULL);
        assertThat(version.texts()).isEqualTo(Texts.DEFAULT);
        assertThat(version.plans().get("team").starterCredit())
                .isEqualTo(new PerSeat(100 * USD, null));
        assertThat(version.plans().get("enterprise").maxBalanceNanos()).isNull();
    }

    @Test void later_versions_may_add_plans_and_change_any_price() {
        Catalog catalog = CatalogText.twoVersions()
                .withLast("    plans:\n",
                        "    plans:\n      max: {allowance_usd: 100, extra_usage: true}\n")
                .withLast("input: 1,", "input: 0.000001,").read();
        CatalogVersion second = catalog.at(UtcTime.parse("time", "2026-02-01T00:00:00Z"));
        assertThat(second.version()).isEqualTo("2026-02");
        assertThat(second.plans()).containsKey("max").hasSize(5);
        assertThat(second.prices().price("claude-haiku-4-5").inputPico()).isEqualTo(1);
        assertThat(catalog.versions().get(0).plans()).hasSize(4);
    }

    @Test void a_file_on_disk_is_read_and_named_in_errors(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("prices.yaml");
        Files.writeString(file, CatalogText.defaultText().text());
        assertThat(CatalogFile.read(file).versions()).hasSize(1);
        Files.writeString(file, "versions: []\n");
        assertThatThrownBy(() -> CatalogFile.read(file)).isInstanceOf(CatalogError.class)
                .hasMessage(file + ":1: versions is empty: must have at least one version");
        assertThatThrownBy(() -> CatalogFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
