package dev.extrausage.core;

import static dev.extrausage.core.BlockedMessage.Surface.FIRST_PARTY;
import static dev.extrausage.core.BlockedMessage.Surface.THIRD_PARTY;
import static dev.extrausage.core.BlockedMessage.Surface.THIRD_PARTY_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BlockedMessage.Funds;
import dev.extrausage.core.BlockedMessage.Surface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages for blocked requests (section 10). */
class BlockedMessageTest {
    private static final Funds FUNDS = new Funds(Happening.nanos("$3"), Happening.nanos("$12.5"),
            Happening.nanos("$40"), Happening.millis("2026-02-10T00:00:00Z"));
    private static final Funds NONE = new Funds(0, 0, null, null);

    @Test void first_party_apps_out_of_extra_usage() {
        assertThat(BlockedMessage.of(FIRST_PARTY, Reason.OUT_OF_EXTRA_USAGE, NONE)).isEqualTo(
                "You're out of extra usage. Add more at claude.ai/settings/usage and keep going.");
    }

    @Test void third_party_apps_out_of_extra_usage() {
        assertThat(BlockedMessage.of(THIRD_PARTY, Reason.OUT_OF_EXTRA_USAGE, FUNDS)).isEqualTo(
                "Third-party apps now draw from your extra usage, not your plan limits.");
    }

    @Test void the_same_as_an_api_error() {
        assertThat(BlockedMessage.of(THIRD_PARTY_API, Reason.OUT_OF_EXTRA_USAGE, FUNDS)).isEqualTo(
                "LLM request rejected: third-party apps now draw from your extra usage");
    }

    @Test void every_message_names_the_catalogs_own_page() {
        CatalogVersion.Texts names = new CatalogVersion.Texts("Acme", "acme.example/credit");
        assertThat(BlockedMessage.of(FIRST_PARTY, Reason.OUT_OF_EXTRA_USAGE, FUNDS, names))
                .isEqualTo("You're out of extra usage. Add more at acme.example/credit and keep"
                        + " going.");
        for (Reason reason : List.of(Reason.NO_EXTRA_USAGE_ACCESS, Reason.EXTRA_USAGE_OFF,
                Reason.SPEND_LIMIT_REACHED, Reason.UNKNOWN_ACCOUNT)) {
            for (Surface surface : Surface.values()) {
                assertThat(BlockedMessage.of(surface, reason, FUNDS, names))
                        .contains("acme.example/credit").doesNotContain("claude", "Claude");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void a_spend_limits_message_names_limit_rest_reset_and_remedy(Surface surface) {
        assertThat(BlockedMessage.of(surface, Reason.SPEND_LIMIT_REACHED, FUNDS))
                .contains("monthly spend limit of $40", "$12.50", "$3 of your plan allowance",
                        "resets at 2026-02-10T00:00:00.000Z", "Raise the limit",
                        "claude.ai/settings/usage");
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"NO_EXTRA_USAGE_ACCESS", "EXTRA_USAGE_OFF",
        "SPEND_LIMIT_REACHED"})
    void every_limit_of_an_open_account_says_when_its_cycle_resets(Reason reason) {
        for (Surface surface : Surface.values()) {
            assertThat(BlockedMessage.of(surface, reason, FUNDS)).as("%s", surface)
                    .contains("resets at 2026-02-10T00:00:00.000Z");
        }
    }

    @Test void the_switch_names_itself_what_is_left_and_the_remedy() {
        assertThat(BlockedMessage.of(FIRST_PARTY, Reason.EXTRA_USAGE_OFF, FUNDS))
                .contains("You've used your plan allowance", "resets at 2026-02-10T00:00:00.000Z",
                        "Extra usage is switched off", "$12.50", "switch it on");
        assertThat(BlockedMessage.of(THIRD_PARTY, Reason.EXTRA_USAGE_OFF, FUNDS))
                .contains("Third-party apps draw from your extra usage",
                        "$3 of your plan allowance", "Extra usage is switched off", "$12.50");
    }

    @Test void a_message_without_access_names_kept_credit_and_remedy() {
        assertThat(BlockedMessage.of(FIRST_PARTY, Reason.NO_EXTRA_USAGE_ACCESS, FUNDS))
                .contains("Your plan has no extra usage", "$12.50 is kept", "change your plan",
                        "resets at 2026-02-10T00:00:00.000Z");
        assertThat(BlockedMessage.of(THIRD_PARTY, Reason.NO_EXTRA_USAGE_ACCESS, NONE))
                .contains("Your plan has no extra usage: change your plan").doesNotContain("kept");
    }

    @Test void a_closed_account_names_its_credit_and_the_remedy() {
        assertThat(BlockedMessage.of(FIRST_PARTY, Reason.ACCOUNT_CLOSED, FUNDS))
                .contains("closed", "$12.50", "start a plan");
    }

    @Test void an_unknown_account_is_told_to_start_a_plan() {
        assertThat(BlockedMessage.of(THIRD_PARTY, Reason.UNKNOWN_ACCOUNT, NONE))
                .contains("not known", "Start a plan");
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"NO_EXTRA_USAGE_ACCESS", "EXTRA_USAGE_OFF",
        "SPEND_LIMIT_REACHED", "ACCOUNT_CLOSED", "UNKNOWN_ACCOUNT"})
    void every_reason_reads_as_sentences_on_every_surface(Reason reason) {
        for (Funds funds : new Funds[] {FUNDS, NONE}) {
            for (Surface surface : Surface.values()) {
                assertThat(BlockedMessage.of(surface, reason, funds)).endsWith(".")
                        .doesNotContain("null").doesNotContain("..").doesNotContain("  ");
            }
            assertThat(BlockedMessage.of(THIRD_PARTY_API, reason, funds))
                    .isEqualTo("LLM request rejected: "
                            + BlockedMessage.of(THIRD_PARTY, reason, funds));
        }
    }

    @Test void a_reason_that_blocks_no_surface_has_no_message() {
        assertThatThrownBy(() -> BlockedMessage.of(FIRST_PARTY, Reason.TOO_OLD, FUNDS))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("TOO_OLD");
    }

    @Test void the_funds_are_those_of_the_account() {
        var account = Scenario.given(Happening.planStarted("pro"), Happening.credit("$5"),
                Happening.spendLimit("$7")).when(Happening.usage("claude.ai", "$19")).account();
        assertThat(Funds.of(account)).isEqualTo(new Funds(Happening.nanos("$1"),
                Happening.nanos("$5"), Happening.nanos("$7"),
                Happening.millis("2026-02-10T00:00:00Z")));
        assertThat(Funds.of(Account.unknown("acme"))).isEqualTo(NONE);
    }
}
