package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Seed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The canonical JSON of a version (section 3). */
class CatalogVersionJsonTest {
    private static final int CASES = 1000;

    @Test void every_version_survives_being_written_and_read(@Seed long seed) {
        RandomVersions versions = new RandomVersions(seed);
        for (int i = 0; i < CASES; i++) {
            CatalogVersion version = versions.next();
            String json = CatalogVersionJson.write(version);
            CatalogVersion read = read(json);
            assertThat(read).as(json).isEqualTo(version);
            assertThat(CatalogVersionJson.write(read)).isEqualTo(json);
        }
    }

    @Test void lines_differ_exactly_where_hashes_do(@Seed long seed) {
        RandomVersions versions = new RandomVersions(seed);
        for (int i = 0; i < CASES; i++) {
            CatalogVersion one = versions.next();
            CatalogVersion other = i % 2 == 0
                    ? versions.next() : read(CatalogVersionJson.write(one));
            assertThat(VersionLines.firstDifference(one, other) == null)
                    .isEqualTo(one.equals(other))
                    .isEqualTo(CatalogVersionJson.sha256(one)
                            .equals(CatalogVersionJson.sha256(other)));
        }
    }

    @Test void the_built_in_version_has_this_json_for_ever() {
        assertThat(CatalogVersionJson.write(defaultText().onlyVersion())).isEqualTo("""
                {"auto_reload":{"ask_again_after":"P1D","default_monthly_cap_usd":"200",\
                "first_backoff":"PT1H","max_consecutive_declines":3},\
                "credit_expiring_warning":"P7D","effective_from":"2026-01-01T00:00:00.000Z",\
                "first_party_apps":["claude-desktop","claude-mobile","claude.ai"],\
                "late_usage_grace":"P1D","mid_cycle_change":"full",\
                "model_aliases":{"claude-sonnet-4-5-20250929":"claude-sonnet-4-5"},\
                "plans":{"enterprise":{"allowance_usd":"500","extra_usage":true,\
                "max_balance_usd":"50000","per_seat":false,"starter_credit":{"fixed_usd":"200"}},\
                "free":{"allowance_usd":"2","extra_usage":false,"per_seat":false},\
                "pro":{"allowance_usd":"20","extra_usage":true,"per_seat":false,\
                "starter_credit":{"third_party_history":{"max_usd":"100","min_usd":"5"}}},\
                "team":{"allowance_usd":"30","extra_usage":true,"per_seat":true,\
                "starter_credit":{"max_usd":"20000","per_seat_usd":"100"}}},\
                "prices":{"claude-haiku-4-5":{"cache_read":"0.1","cache_write":"1.25",\
                "cache_write_1h":"2","input":"1","output":"5"},\
                "claude-opus-4-5":{"cache_read":"0.5","cache_write":"6.25",\
                "cache_write_1h":"10","input":"5","output":"25"},\
                "claude-sonnet-4-5":{"cache_read":"0.3","cache_write":"3.75",\
                "cache_write_1h":"6","input":"3","long_context":{"above_input_tokens":200000,\
                "cache_read":"0.6","cache_write":"7.5","cache_write_1h":"12","input":"6",\
                "output":"22.5"},"output":"15"}},\
                "service_tiers":{"batch":"0.5","standard":"1"},\
                "starter_credit_lifetime":"P90D",\
                "texts":{"product":"Claude","settings_url":"claude.ai/settings/usage"},\
                "top_up":{"max_usd":"2000","min_usd":"5","presets_usd":["5","10","20"]},\
                "unit_prices":{"web_search":"0.01"},"version":"2026-01"}""");
        assertThat(CatalogVersionJson.sha256(defaultText().onlyVersion())).isEqualTo(
                "034c0715abe035ecbbf06cccf52806f3a79e8dcd8ebca72d3e1437cd48508596");
    }

    @Test void what_means_the_same_has_the_same_hash() {
        CatalogVersion meant = defaultText().onlyVersion();
        CatalogVersion written = defaultText()
                .with("  # USD per million tokens; cache_write is the 5-minute price", "")
                .with("cache_read: 0.50", "cache_read: '0.500000'")
                .with("claude-haiku-4-5:", "Claude-Haiku-4-5:")
                .with("[claude.ai, claude-mobile, claude-desktop]",
                        "[claude-desktop, Claude.ai, claude-mobile]")
                .with("    mid_cycle_change: full", "")
                .with("late_usage_grace: PT24H", "late_usage_grace: P1D").onlyVersion();
        assertThat(CatalogVersionJson.sha256(written)).isEqualTo(CatalogVersionJson.sha256(meant));
        assertThat(VersionLines.firstDifference(meant, written)).isNull();
    }

    @Test void json_that_breaks_a_rule_is_refused_with_its_place() {
        String json = CatalogVersionJson.write(defaultText().onlyVersion());
        assertThatThrownBy(() -> read(json.replace("\"0.1\"", "\"0.0000001\"")))
                .isInstanceOf(CatalogError.class)
                .hasMessage("2026-01:1: prices.claude-haiku-4-5.cache_read is \"0.0000001\": must "
                        + "be a plain decimal number from 0 to 10000000 with at most 6 decimals");
        assertThatThrownBy(() -> read("{\"version\":\"x\"}"))
                .hasMessage("2026-01:1: the file has no top_up: must be given");
    }

    private static CatalogVersion read(String json) {
        return CatalogVersionJson.read("2026-01", json.getBytes(StandardCharsets.UTF_8));
    }
}
