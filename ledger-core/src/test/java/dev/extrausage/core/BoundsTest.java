package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Change.AutoReloadSet;
import dev.extrausage.core.Change.CreditGranted;
import dev.extrausage.core.Change.CreditRefunded;
import dev.extrausage.core.Change.CycleReset;
import dev.extrausage.core.Change.LowBalanceNoticeSet;
import dev.extrausage.core.Change.PlanStarted;
import dev.extrausage.core.Change.SpendLimitSet;
import dev.extrausage.core.Change.StarterCreditOffered;
import dev.extrausage.core.Change.TimePassed;
import dev.extrausage.core.Change.TopUpDeclined;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values out of bounds are refused with a message of field, value and bound (section 4). */
class BoundsTest {
    private static final long NOW = Happening.millis(Scenario.FIRST_TIME);
    private static final EventId ID = Happening.id(NOW, 1);
    private static final long MOST = 10_000_000L * 1_000_000_000L;
    private static final String LONGEST_ID = "a".repeat(64);
    private static final String LONGEST_NAME = "~".repeat(128);
    private static final String NAME_BOUND = "must be 1 to 128 visible ASCII characters";
    private static final String MOST_BOUND = " to 10000000000000000";

    @Nested class Names {
        @Test void an_account_id_has_1_to_64_characters() {
            assertThat(Bounds.accountId("!")).isEqualTo("!");
            assertThat(Bounds.accountId(LONGEST_ID)).isEqualTo(LONGEST_ID);
            bad(() -> Bounds.accountId(""), "account_id is \"\": must be 1 to 64 visible ASCII");
            bad(() -> Bounds.accountId(LONGEST_ID + "a"), "account_id is \"" + LONGEST_ID + "a\"");
            bad(() -> Bounds.accountId(null), "account_id is missing");
        }

        @Test void other_names_have_1_to_128() {
            assertThat(Bounds.name("app", LONGEST_NAME)).isEqualTo(LONGEST_NAME);
            bad(() -> Bounds.name("app", LONGEST_NAME + "~"), "app is ", NAME_BOUND);
            bad(() -> Bounds.name("app", ""), "app is \"\"", NAME_BOUND);
            bad(() -> Bounds.name("app", null), "app is missing");
            assertThat(Bounds.optionalName("member_id", null)).isNull();
            bad(() -> Bounds.optionalName("member_id", ""), "member_id is \"\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", " a", "a ", "a\tb", "a\n", "\u0000", "a\u007f", "é",
            "a\u00a0", "日本", "😀"})
        void only_visible_ascii_is_allowed_and_nothing_else_is_shown(String name) {
            assertThatThrownBy(() -> Bounds.name("app", name)).isInstanceOf(BadInput.class)
                    .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]*"));
        }

        @Test void a_huge_value_is_not_shown_whole() {
            assertThatThrownBy(() -> Bounds.name("app", "x".repeat(100_000)))
                    .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
        }
    }

    @Nested class Times {
        @Test void time_runs_from_2000_to_before_2100() {
            long first = Happening.millis("2000-01-01T00:00:00Z");
            long end = Happening.millis("2100-01-01T00:00:00Z");
            assertThat(Bounds.time("occurred_at", first)).isEqualTo(first);
            assertThat(Bounds.time("occurred_at", end - 1)).isEqualTo(end - 1);
            bad(() -> Bounds.time("occurred_at", first - 1),
                    "occurred_at is \"1999-12-31T23:59:59.999Z\"",
                    "must be from 2000 to before 2100");
            bad(() -> Bounds.time("occurred_at", end),
                    "occurred_at is \"2100-01-01T00:00:00.000Z\"");
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
        void any_long_may_come_from_the_wire(long millis) {
            bad(() -> Bounds.time("occurred_at", millis), "occurred_at is ");
        }

        @Test void every_time_of_an_input_is_held_to_it() {
            Change closed = new Change.AccountClosed();
            bad(() -> new Input(new AccountEvent(ID, "acme", NOW, "test", closed), 0),
                    "received_at is \"1970-01-01T00:00:00.000Z\"");
            bad(() -> new AccountEvent(ID, "acme", 0, "test", closed), "occurred_at is ");
            bad(() -> new CycleReset(0), "cycle_start is ");
            bad(() -> new TimePassed(0), "due_at is ");
            bad(() -> new CreditGranted("g", GrantKind.GOODWILL, 1, 0L, null, null),
                    "expires_at is ");
        }
    }

    @Nested class Usage {
        @Test void token_counts_are_0_to_a_billion_each() {
            assertThatCode(() -> usage(0, 0, 0, 0, 0)).doesNotThrowAnyException();
            long most = 1_000_000_000;
            assertThatCode(() -> usage(most, most, most, most, most)).doesNotThrowAnyException();
            bad(() -> usage(-1, 0, 0, 0, 0), "input_tokens is -1: must be 0 to 1000000000");
            bad(() -> usage(0, most + 1, 0, 0, 0), "output_tokens is 1000000001");
            bad(() -> usage(0, 0, -5, 0, 0), "cache_write_tokens is -5");
            bad(() -> usage(0, 0, 0, Long.MAX_VALUE, 0), "cache_write_1h_tokens is ");
            bad(() -> usage(0, 0, 0, 0, Long.MIN_VALUE), "cache_read_tokens is ");
        }

        @Test void usage_ids_and_names_are_held_to_their_bounds() {
            bad(() -> usage(null, "acme", null, "a", null, "m"), "event_id is missing");
            bad(() -> usage(ID, "a b", null, "a", null, "m"), "account_id is ");
            bad(() -> usage(ID, "acme", "", "a", null, "m"), "member_id is ");
            bad(() -> usage(ID, "acme", null, "", null, "m"), "app is ");
            bad(() -> usage(ID, "acme", null, "a", "", "m"), "session_id is ");
            bad(() -> usage(ID, "acme", null, "a", null, null), "model is missing");
            assertThatCode(() -> usage(ID, "acme", "me", "a", "s", "m")).doesNotThrowAnyException();
        }

        private static UsageEvent usage(long in, long out, long write, long write1h, long read) {
            return new UsageEvent(ID, "acme", null, NOW, "cursor", null, "m",
                    in, out, write, write1h, read);
        }

        private static UsageEvent usage(EventId id, String account, String member, String app,
                String session, String model) {
            return new UsageEvent(id, account, member, NOW, app, session, model, 0, 0, 0, 0, 0);
        }
    }

    @Nested class Changes {
        @Test void an_account_event_names_its_actor_and_change() {
            Change closed = new Change.AccountClosed();
            bad(() -> new AccountEvent(null, "acme", NOW, "test", closed), "event_id is missing");
            bad(() -> new AccountEvent(ID, "", NOW, "test", closed), "account_id is ");
            bad(() -> new AccountEvent(ID, "acme", NOW, " ", closed), "actor is ");
            bad(() -> new AccountEvent(ID, "acme", NOW, "test", null), "change is missing");
        }

        @Test void plan_name_seats_and_allowance_are_held_to_their_bounds() {
            assertThatCode(() -> new PlanStarted("pro", 1_000_000, MOST))
                    .doesNotThrowAnyException();
            assertThatCode(() -> new PlanStarted("pro", 1, 0L)).doesNotThrowAnyException();
            bad(() -> new PlanStarted("", 1, null), "plan is ");
            bad(() -> new PlanStarted("pro", 0, null), "seats is 0: must be 1 to 1000000");
            bad(() -> new PlanStarted("pro", 1_000_001, null), "seats is 1000001");
            bad(() -> new PlanStarted("pro", 1, -1L),
                    "allowance_nanos is -1: must be 0" + MOST_BOUND);
            bad(() -> new PlanStarted("pro", 1, MOST + 1), "allowance_nanos is 10000000000000001");
        }

        @Test void settings_are_not_negative_and_the_amount_is_positive() {
            assertThatCode(() -> new AutoReloadSet(true, 0, 1, 0L)).doesNotThrowAnyException();
            bad(() -> new AutoReloadSet(true, -1, 1, null), "threshold_nanos is -1: must be 0");
            bad(() -> new AutoReloadSet(true, 0, 0, null),
                    "amount_nanos is 0: must be 1" + MOST_BOUND);
            bad(() -> new AutoReloadSet(true, 0, MOST + 1, null), "amount_nanos is ");
            bad(() -> new AutoReloadSet(true, 0, 1, -1L), "monthly_cap_nanos is -1");
            bad(() -> new SpendLimitSet(-1L), "monthly_limit_nanos is -1");
            bad(() -> new SpendLimitSet(MOST + 1), "monthly_limit_nanos is ");
            bad(() -> new LowBalanceNoticeSet(-1L), "threshold_nanos is -1");
            bad(() -> new StarterCreditOffered(-1L), "history_nanos is -1");
        }

        @Test void a_grant_is_positive_and_at_most_ten_million_dollars() {
            assertThatCode(() -> grant(GrantKind.PURCHASE, MOST, null)).doesNotThrowAnyException();
            bad(() -> grant(GrantKind.PURCHASE, 0, null),
                    "amount_nanos is 0: must be 1" + MOST_BOUND);
            bad(() -> grant(GrantKind.PURCHASE, -1, null), "amount_nanos is -1");
            bad(() -> grant(GrantKind.PURCHASE, MOST + 1, null), "amount_nanos is ");
        }

        @Test void only_goodwill_expires() {
            assertThatCode(() -> grant(GrantKind.GOODWILL, 1, NOW)).doesNotThrowAnyException();
            bad(() -> grant(GrantKind.PURCHASE, 1, NOW),
                    "expires_at is \"2026-01-10T00:00:00.000Z\"", "PURCHASE");
            bad(() -> grant(GrantKind.AUTO_RELOAD, 1, NOW), "expires_at is ", "AUTO_RELOAD");
        }

        @Test void nobody_grants_the_starter_credit_by_hand() {
            bad(() -> grant(GrantKind.STARTER, 1, null), "kind is STARTER",
                    "PURCHASE, AUTO_RELOAD or GOODWILL");
            bad(() -> grant(null, 1, null), "kind is ");
            bad(() -> new CreditGranted("starter", GrantKind.GOODWILL, 1, null, null, null),
                    "grant_id is \"starter\"");
            assertThatCode(() ->
                    new CreditGranted("Starter", GrantKind.GOODWILL, 1, null, null, null))
                    .doesNotThrowAnyException();
        }

        @Test void the_names_of_credit_are_held_to_their_bounds() {
            bad(() -> new CreditGranted("", GrantKind.GOODWILL, 1, null, null, null),
                    "grant_id is ");
            bad(() -> new CreditGranted("g", GrantKind.PURCHASE, 1, null, "", null),
                    "payment_id is ");
            bad(() -> new CreditGranted("g", GrantKind.PURCHASE, 1, null, null, ""),
                    "top_up_id is ");
            bad(() -> new TopUpDeclined("", "code"), "top_up_id is ");
            bad(() -> new TopUpDeclined("t", ""), "decline_code is ");
            bad(() -> new CreditRefunded("", "g", 1), "refund_id is ");
            bad(() -> new CreditRefunded("r", "", 1), "grant_id is ");
            bad(() -> new CreditRefunded("r", "g", 0), "amount_nanos is 0");
        }

        private static CreditGranted grant(GrantKind kind, long amount, Long expiresAt) {
            return new CreditGranted("g", kind, amount, expiresAt, null, null);
        }
    }

    @Test void changes_know_their_name_and_their_topic() {
        assertThat(new PlanStarted("pro", 1, null).type()).isEqualTo("PlanStarted");
        assertThat(new PlanStarted("pro", 1, null).isCredit()).isFalse();
        assertThat(new Change.StarterCreditClaimed().isCredit()).isFalse();
        assertThat(new TopUpDeclined("t", "c").isCredit()).isTrue();
        assertThat(new StarterCreditOffered(null).isCredit()).isTrue();
        assertThat(new CreditRefunded("r", "g", 1).isCredit()).isTrue();
        assertThat(new Change.RefundOrdered("r", "g", null).isCredit()).isTrue();
        assertThat(new Change.RefundFailed("r", "g", 1).isCredit()).isTrue();
        assertThat(new Change.PaymentReversed("r", "g", 1).isCredit()).isTrue();
        assertThat(new Change.CreditVoided("g").isCredit()).isTrue();
        assertThat(new Change.UsageReversed(
                Happening.id(NOW, 1), Pool.ALLOWANCE, null, 1).isCredit()).isTrue();
        assertThat(new Change.PlanChangeScheduled("pro", 1, null).isCredit()).isFalse();
        assertThat(new CreditGranted("g", GrantKind.GOODWILL, 1, null, null, null).isCredit())
                .isTrue();
    }

    @Nested class OfRules2 {
        private final EventId id = Happening.id(NOW, 1);

        @Test void plans_name_anchors_seats_and_allowances_in_bounds() {
            bad(() -> new PlanStarted("pro", 1, null, Bounds.MIN_TIME - 1), "cycle_anchor is ");
            bad(() -> new PlanStarted("pro", 1, null, Bounds.TIME_END), "cycle_anchor is ");
            bad(() -> new Change.PlanChangeScheduled("", 1, null), "plan is ");
            bad(() -> new Change.PlanChangeScheduled("pro", 0, null), "seats is 0");
            bad(() -> new Change.PlanChangeScheduled("pro", 1, -1L), "allowance_nanos is -1");
            assertThat(new PlanStarted("pro", 1, null, Bounds.MIN_TIME).cycleAnchor())
                    .isEqualTo(Bounds.MIN_TIME);
        }

        @Test void ordered_refunds_are_in_whole_cents() {
            bad(() -> new Change.RefundOrdered("r", "g", 10_000_001L), "amount_nanos is 10000001",
                    "10000000", "cents");
            bad(() -> new Change.RefundOrdered("r", "g", 0L), "amount_nanos is 0");
            bad(() -> new Change.RefundOrdered("", "g", null), "refund_id is ");
            bad(() -> new Change.RefundOrdered("r", "", null), "grant_id is ");
            assertThat(new Change.RefundOrdered("r", "g", 10_000_000L).amountNanos())
                    .isEqualTo(10_000_000L);
            assertThat(new Change.RefundOrdered("r", "starter", null).amountNanos()).isNull();
        }

        @Test void a_failed_refund_does_not_take_the_starters_name() {
            bad(() -> new Change.RefundFailed("r", "starter", 1), "grant_id is \"starter\"");
            bad(() -> new Change.RefundFailed("r", "g", 0), "amount_nanos is 0");
            bad(() -> new Change.RefundFailed(null, "g", 1), "refund_id is missing");
        }

        @Test void corrections_name_all_they_are_about() {
            bad(() -> new Change.PaymentReversed(null, "g", 1), "reversal_id is missing");
            bad(() -> new Change.PaymentReversed("c", null, 1), "grant_id is missing");
            bad(() -> new Change.PaymentReversed("c", "g", Money.MAX_AMOUNT_NANOS + 1),
                    "amount_nanos is ");
            bad(() -> new Change.CreditVoided(null), "grant_id is missing");
            bad(() -> new Change.UsageReversed(null, Pool.ALLOWANCE, null, 1),
                    "usage_event_id is missing");
            bad(() -> new Change.UsageReversed(id, Pool.LAPSED, null, 1), "pool is ",
                    "ALLOWANCE or EXTRA_USAGE");
            bad(() -> new Change.UsageReversed(id, null, null, 1), "pool is ");
            bad(() -> new Change.UsageReversed(id, Pool.ALLOWANCE, "g", 1), "grant_id is \"g\"");
            bad(() -> new Change.UsageReversed(id, Pool.EXTRA_USAGE, null, 1),
                    "grant_id is missing");
            bad(() -> new Change.UsageReversed(id, Pool.ALLOWANCE, null, 0), "amount_nanos is 0");
        }

        @Test void units_have_sixteen_names_at_most_those_of_none_included() {
            Map<String, Long> units = new HashMap<>();
            for (int i = 0; i < 16; i++) {
                units.put((i % 2 == 0 ? "u" : "U") + i / 2, 0L);
            }
            assertThat(with(units).units()).hasSize(16);
            units.put("u17", 0L);
            bad(() -> with(units), "units has 17 names");
        }

        @Test void units_are_counted_in_bounds() {
            bad(() -> with(Map.of("u", -1L)), "units.u is -1");
            bad(() -> with(Map.of("u", 1_000_000_001L)), "units.u is 1000000001");
            Map<String, Long> none = new HashMap<>();
            none.put("u", null);
            bad(() -> with(none), "units.u is null");
            bad(() -> with(Map.of("a b", 1L)), "a name in units is \"a b\"");
            assertThat(with(Map.of("b", 1L, "a", 2L)).units().keySet()).containsExactly("a", "b");
            assertThat(with(null).units()).isEmpty();
        }

        @Test void a_service_tier_is_a_name_or_absent() {
            bad(() -> new UsageEvent(id, "acme", null, NOW, "a", null, "m", 0, 0, 0, 0, 0, "",
                    Map.of()), "service_tier is ");
        }

        @Test void a_note_is_text_of_five_hundred_characters() {
            assertThat(noted("\ud83d\ude00".repeat(500)).note()).hasSize(1_000);
            bad(() -> noted("\ud83d\ude00".repeat(501)), "note is ");
            bad(() -> noted(""), "note is ");
            bad(() -> noted("a\u001fb"), "note is ");
            bad(() -> noted("a\u007fb"), "note is ");
            bad(() -> noted("a\u009fb"), "note is ");
            bad(() -> noted("a\ud83d"), "note is ");
            bad(() -> noted("\ude00\ud83d"), "note is ");
            assertThat(noted(" \u00a0").note()).isEqualTo(" \u00a0");
        }

        private AccountEvent noted(String note) {
            return new AccountEvent(id, "acme", NOW, "test", note, new Change.AccountClosed());
        }

        private UsageEvent with(Map<String, Long> units) {
            return new UsageEvent(id, "acme", null, NOW, "a", null, "m", 0, 0, 0, 0, 0, null,
                    units);
        }
    }

    @Test void a_posting_that_moves_nothing_is_a_bug() {
        assertThatThrownBy(() -> new Posting(Pool.PLAN, Pool.ALLOWANCE, null, 0, NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void bad(ThrowingCallable making, String start, String... more) {
        assertThatThrownBy(making).isInstanceOf(BadInput.class).hasMessageStartingWith(start)
                .satisfies(e -> assertThat(List.of(more)).allMatch(e.getMessage()::contains));
    }
}
