package dev.extrausage.core;

import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_100;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_75;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_90;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_CAP_REACHED;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_SUSPENDED;
import static dev.extrausage.core.NoticeKind.CORRECTION_REFUSED;
import static dev.extrausage.core.NoticeKind.CREDIT_EXPIRING;
import static dev.extrausage.core.NoticeKind.CREDIT_VOIDED;
import static dev.extrausage.core.NoticeKind.LOW_BALANCE;
import static dev.extrausage.core.NoticeKind.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.NoticeKind.PAID_CREDIT_REFUSED;
import static dev.extrausage.core.NoticeKind.PAYMENT_REVERSED;
import static dev.extrausage.core.NoticeKind.REFUND_DUE;
import static dev.extrausage.core.NoticeKind.REFUND_FAILED;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_100;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_75;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_90;
import static dev.extrausage.core.NoticeKind.STARTER_CREDIT_OFFERED;
import static dev.extrausage.core.NoticeKind.TOP_UP_ADDED;
import static dev.extrausage.core.NoticeKind.TOP_UP_DECLINED;
import static dev.extrausage.core.NoticeKind.USAGE_REVERSED;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Notices of an entry: their order, their words, and what a top-up gives (section 9). */
class NoticeRulesTest {
    private static final String END = "2026-02-10T00:00:00Z";

    @Nested class Order {
        @Test void notices_are_listed_in_the_specs_order() {
            assertThat(NoticeKind.values()).containsExactly(ALLOWANCE_75, ALLOWANCE_90,
                    ALLOWANCE_100, SPEND_LIMIT_75, SPEND_LIMIT_90, SPEND_LIMIT_100, LOW_BALANCE,
                    OUT_OF_EXTRA_USAGE, CREDIT_EXPIRING, STARTER_CREDIT_OFFERED, TOP_UP_ADDED,
                    TOP_UP_DECLINED, AUTO_RELOAD_SUSPENDED, AUTO_RELOAD_CAP_REACHED,
                    PAID_CREDIT_REFUSED, REFUND_DUE, REFUND_FAILED, PAYMENT_REVERSED, CREDIT_VOIDED,
                    USAGE_REVERSED, CORRECTION_REFUSED, NoticeKind.TOP_UP_DUE);
        }

        @Test void all_marks_of_one_request_stand_in_order() {
            given(planStarted("pro"), credit("$10"), spendLimit("$10"), lowBalanceNotice("$5"))
                    .when(usage("claude.ai", "$40"))
                    .tells(ALLOWANCE_75, ALLOWANCE_90, ALLOWANCE_100, SPEND_LIMIT_75,
                            SPEND_LIMIT_90, SPEND_LIMIT_100, LOW_BALANCE, OUT_OF_EXTRA_USAGE);
        }

        @Test void an_emptying_refunds_notice_comes_before_the_suspensions() {
            given(planStarted("pro"), credit("$6"), autoReload("$5", "$10"), lowBalanceNotice("$5"))
                    .when(refunded("r", "credit", "$6"))
                    .tells(LOW_BALANCE, OUT_OF_EXTRA_USAGE, AUTO_RELOAD_SUSPENDED);
        }

        @Test void the_cap_is_told_after_what_brought_the_credit() {
            given(planStarted("pro"), autoReload("$5", "$10", "$10"))
                    .when(reload("auto:acme:2", "$4")).tells(TOP_UP_ADDED, AUTO_RELOAD_CAP_REACHED);
        }

        @Test void the_caps_notice_stands_between_expiry_and_refusal() {
            given(planStarted("pro"), goodwill("g", "$6", "2026-01-20T00:00:00Z"),
                    goodwill("h", "$1", "2026-01-21T00:00:00Z"), autoReload("$5", "$10", "$10"),
                    reload("elsewhere", "$1"))
                    .when(purchase("g", "$10").at("2026-01-20T00:00:00Z"))
                    .tells(CREDIT_EXPIRING, AUTO_RELOAD_CAP_REACHED, PAID_CREDIT_REFUSED);
        }

        @Test void a_decline_is_told_before_what_it_suspends() {
            under(Catalogs.severalVersions())
                    .and(planStarted("max").at("2026-05-01T00:00:00Z"), autoReload("$5", "$10"))
                    .when(declined("auto:acme:2")).tells(TOP_UP_DECLINED, AUTO_RELOAD_SUSPENDED);
        }
    }

    @Nested class Names {
        @Test void texts_name_the_catalogs_own_page() {
            Catalog acme = Catalogs.ofProduct("Acme", "acme.example/credit");
            under(acme).and(planStarted("pro")).when(starterOffered())
                    .says(STARTER_CREDIT_OFFERED, "We've added a $5 credit to get you started."
                            + " Claim it at acme.example/credit");
            under(acme).and(planStarted("pro"), credit("$6"), autoReload("$5", "$10"))
                    .when(refunded("r", "credit", "$6"))
                    .says(OUT_OF_EXTRA_USAGE, "You're out of extra usage. Add more at"
                            + " acme.example/credit and keep going.")
                    .says(AUTO_RELOAD_SUSPENDED, "Auto-reload is paused because credit was"
                            + " refunded. Turn it on again at acme.example/credit if you want it.");
            under(acme).and(planStarted("pro"), credit("$6"), autoReload("$5", "$10"))
                    .when(Happening.chargedBack("c", "credit", "$1"))
                    .says(AUTO_RELOAD_SUSPENDED, "Auto-reload is paused because a payment was taken"
                            + " back by your bank. Turn it on again at acme.example/credit if you"
                            + " want it.");
        }

        @Test void names_follow_the_version_at_the_inputs_time() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-07-02T00:00:00Z"))
                    .when(starterOffered()).says(STARTER_CREDIT_OFFERED, "We've added a $5 credit"
                            + " to get you started. Claim it at acme.example/credit");
        }

        @Test void a_refused_paid_credit_promises_no_more_than_happens() {
            Notice notice = given(planStarted("pro"), goodwill("g", "$5"))
                    .when(purchase("g", "$10", "top-up")).notice(PAID_CREDIT_REFUSED);
            assertThat(notice).isEqualTo(new Notice(PAID_CREDIT_REFUSED, notice.at(),
                    Happening.nanos("$10"), "top-up", "g", null, "Your payment of $10 could not be"
                            + " credited. We are looking into it: what you paid is refunded as soon"
                            + " as we have found the payment."));
        }
    }

    @Nested class TopUps {
        @Test void added_credit_is_told_with_amount_and_top_up() {
            var notice = given(planStarted("pro")).when(purchase("p", "$5", "top-up"))
                    .says(TOP_UP_ADDED, "$5 was added to your extra usage.").notice(TOP_UP_ADDED);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$5"));
            assertThat(notice.topUpId()).isEqualTo("top-up");
            given(planStarted("pro")).when(reload("r", "$5.25"))
                    .says(TOP_UP_ADDED, "$5.25 was added to your extra usage by auto-reload.");
        }

        @Test void credit_that_was_there_already_is_not_told() {
            given(planStarted("pro"), credit("$5")).when(credit("$5")).tellsNothing();
        }

        @Test void any_decline_is_told_with_its_top_up_and_code() {
            var notice = given(planStarted("pro")).when(declined("top-up"))
                    .tells(TOP_UP_DECLINED).notice(TOP_UP_DECLINED);
            assertThat(notice.topUpId()).isEqualTo("top-up");
            assertThat(notice.text()).contains("card_declined");
        }

        @Test void notices_are_dated_by_the_clock() {
            var notice = given(planStarted("pro").at("2026-01-12T00:00:00Z"))
                    .when(credit("$5").at("2026-01-11T00:00:00Z")
                            .receivedAt("2026-01-12T00:00:00Z")).notice(TOP_UP_ADDED);
            assertThat(notice.at()).isEqualTo(Happening.millis("2026-01-12T00:00:00Z"));
        }
    }
}
