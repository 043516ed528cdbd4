package dev.extrausage.catalog.diff;

import static dev.extrausage.catalog.CatalogText.defaultText;
import static dev.extrausage.catalog.CatalogText.twoVersions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogText;
import dev.extrausage.catalog.RandomVersions;
import dev.extrausage.catalog.VersionLines;
import dev.extrausage.catalog.diff.VersionChange.Kind;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Differences between catalogs in sentences. */
class CatalogDiffTest {
    private static final int CASES = 1000;

    @Test void every_line_that_differs_has_its_sentence(@Seed long seed) {
        RandomVersions versions = new RandomVersions(seed);
        for (int i = 0; i < CASES; i++) {
            CatalogVersion one = versions.next();
            CatalogVersion other = versions.next();
            boolean differs = VersionLines.differences(one, other).stream()
                    .anyMatch(line -> !line.path().equals("version")
                            && !line.path().equals("effective_from"));
            assertThat(VersionSentences.of(one, other).isEmpty()).isEqualTo(!differs);
            assertThat(VersionSentences.of(one, one)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {input: 5, output: 25, | {input: 4, output: 20.5, | claude-opus-4-5: input goes from $5 to \
        $4 and output from $25 to $20.50 per million tokens.
        cache_read: 0.10 | cache_read: 0.123456 | claude-haiku-4-5: cache reading goes from $0.10 \
        to $0.123456 per million tokens.
        input: 6, | input: 5, | claude-sonnet-4-5 above 200,000 tokens: input goes from $6 to $5 \
        per million tokens.
        tokens: 200000 | tokens: 272000 | claude-sonnet-4-5 has its other prices for requests that \
        read more than 272,000 tokens, instead of 200,000.
        `batch: 0.5` | `batch: 0.45` | At service tier batch tokens cost 0.45 times their price, \
        instead of 0.5.
        `, batch: 0.5` | `` | Service tier batch has no price any more: requests at it are refused.
        `batch: 0.5` | `batch: 0.5, Fast: 6` | Service tier fast is new: tokens cost 6 times their \
        price.
        web_search: 0.01 | web_search: 0.0125 | One web_search costs $0.0125, instead of $0.01.
        web_search: 0.01 | `web_search: 0.01, image: 10000` | One image costs $10000, and had no \
        price.
        unit_prices: {web_search: 0.01} | unit_prices: {} | One web_search has no price any more: \
        requests with it are refused.
        `20250929: claude-sonnet` | `20250929: claude-opus` | claude-sonnet-4-5-20250929 is \
        another name of claude-opus-4-5, instead of claude-sonnet-4-5.
        `{claude-sonnet-4-5-20250929: claude-sonnet-4-5}` | {} | claude-sonnet-4-5-20250929 is no \
        longer another name of claude-sonnet-4-5: requests for it are refused.
        `{claude-sonnet-4-5-20250929` | `{haiku: claude-haiku-4-5, claude-sonnet-4-5-20250929` | \
        haiku is another name of claude-haiku-4-5.
        change: full | change: prorated | A change of plan or seats changes the allowance for the \
        rest of the cycle only, in proportion to its time.
        product: Claude | product: Clod | Messages call the product Clod, instead of Claude.
        allowance_usd: 20, | allowance_usd: 25, | Plan pro: the allowance goes from $20 a cycle to \
        $25 a cycle, for each account from its next cycle on.
        per_seat: true | per_seat: false | Plan team: the allowance goes from $30 a seat a cycle \
        to $30 a cycle, for each account from its next cycle on.
        extra_usage: false | extra_usage: true | Plan free: extra usage may be drawn on.
        max_usd: 20000 | max_usd: 100 | Plan team: the starter credit goes from $100 a seat (at \
        most $20000) to $100 a seat (at most $100).
        `, max_balance_usd: 50000` | `` | Plan enterprise: top-ups may bring extra usage to any \
        amount, instead of at most $50000.
        [claude.ai, | [claude.ai, claude-code, | claude-code becomes a first-party app: it draws \
        on the allowance first.
        `, claude-desktop` | `` | claude-desktop becomes a third-party app: it draws on extra \
        usage only.
        P90D | P30D | A starter credit claimed from then on expires after 30 days, instead of 90 \
        days.
        P7D | PT36H | Customers are warned before credit expires by 36 hours, instead of 7 days.
        PT24H | PT0S | A request that arrives after its cycle's end draws on that cycle's \
        allowance for no time, instead of 24 hours.
        [5, 10, 20] | [] | The amounts offered for a top-up are none, instead of $5, $10, $20.
        `, min_usd: 5, max_usd: 2` | `, min_usd: 1, max_usd: 2` | The least top-up is $1, instead \
        of $5.
        max_usd: 2000} | max_usd: 3000} | The greatest top-up is $3000, instead of $2000.
        cap_usd: 200 | cap_usd: 100 | Auto-reload without a cap of its own stops in a cycle at \
        $100, instead of $200.
        declines: 3 | declines: 2 | Auto-reload is suspended when the card is declined in a row as \
        often as 2, instead of 3.
        PT1H | PT90M | After a first decline auto-reload waits for 90 minutes, instead of 1 hour.
        P1D | P2D | A top-up without an answer is asked for again after 2 days, instead of 24 hours.
        """)
    void a_change_is_said_in_a_sentence(String from, String to, String sentence) {
        assertThat(VersionSentences.of(
                defaultText().onlyVersion(), defaultText().with(from, to).onlyVersion()))
                .containsExactly(sentence);
    }

    @Test void models_come_and_go() {
        CatalogText renamed = defaultText().with("claude-haiku-4-5:", "claude-haiku-5:");
        assertThat(VersionSentences.of(defaultText().onlyVersion(), renamed.onlyVersion()))
                .containsExactly(
                        "claude-haiku-4-5 has no price any more: requests for it are refused.",
                        "claude-haiku-5 is new: input $1, output $5, 5-minute cache writing $1.25, "
                                + "1-hour cache writing $2 and cache reading $0.10 per million "
                                + "tokens.");
        CatalogText stillKnown = renamed.with("{claude-sonnet-4-5-20250929: claude-sonnet-4-5}",
                "{claude-haiku-4-5: claude-haiku-5}");
        assertThat(VersionSentences.of(defaultText().onlyVersion(), stillKnown.onlyVersion()))
                .contains("claude-haiku-4-5 is another name of claude-haiku-5.")
                .noneMatch(sentence -> sentence.startsWith("claude-haiku-4-5 has no price"));
        assertThat(VersionSentences.of(stillKnown.onlyVersion(), defaultText().onlyVersion()))
                .anyMatch(sentence -> sentence.startsWith("claude-haiku-4-5, until now another "
                        + "name of claude-haiku-5, has prices of its own: input $1"));
    }

    @Test void an_added_version_is_compared_with_the_one_before_it() {
        Catalog after = twoVersions().withLast("allowance_usd: 20", "allowance_usd: 30").read();

        List<VersionChange> changes = CatalogDiff.between(defaultText().read(), after);

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.ADDED);
            assertThat(change.version().version()).isEqualTo("2026-02");
            assertThat(change.comparedWith().version()).isEqualTo("2026-01");
            assertThat(change.breaksWhatWasInForce()).isFalse();
            assertThat(change.sentences()).singleElement().asString()
                    .contains("$20 a cycle to $30");
        });
        assertThat(CatalogDiff.within(after)).isEqualTo(changes);
        assertThat(CatalogDiff.within(defaultText().read())).isEmpty();
    }

    @Test void edited_and_dropped_versions_are_told_apart() {
        Catalog before = twoVersions().read();
        Catalog after = defaultText().with("2026-01-01T", "2026-01-02T").read();

        List<VersionChange> changes = CatalogDiff.between(before, after);

        assertThat(changes).extracting(VersionChange::kind)
                .containsExactly(Kind.DROPPED, Kind.EDITED);
        assertThat(changes).allMatch(VersionChange::breaksWhatWasInForce);
        assertThat(changes.get(0).version().version()).isEqualTo("2026-02");
        assertThat(changes.get(1).sentences()).containsExactly("It comes into force at "
                + "2026-01-02T00:00:00.000Z, instead of 2026-01-01T00:00:00.000Z.");
    }

    @Test void catalogs_that_mean_the_same_do_not_differ() {
        Catalog tidied = defaultText().with("Claude, settings", "'Claude', settings")
                .with("P90D", "PT2160H").read();
        assertThat(CatalogDiff.between(defaultText().read(), tidied)).isEmpty();
    }

    @Test void catalogs_without_a_version_in_common_are_compared_by_time() {
        Catalog other = defaultText().with("version: 2026-01\n", "version: b\n")
                .with("effective_from: 2026-01", "effective_from: 2026-03")
                .with("P7D", "P8D").read();

        List<VersionChange> changes = CatalogDiff.between(twoVersions().read(), other);

        assertThat(changes).extracting(VersionChange::kind)
                .containsExactly(Kind.DROPPED, Kind.DROPPED, Kind.ADDED);
        assertThat(changes.get(2).comparedWith().version()).isEqualTo("2026-02");
        assertThat(changes.get(2).sentences()).hasSize(1);
    }
}
