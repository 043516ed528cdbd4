package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.UtcTime;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeBodiesTest {
    private static final long NOW = UtcTime.parse("", "2026-11-29T10:00:00Z");
    private static final long CENT = 10_000_000L;
    private static final long USD = 100 * CENT;

    private static AccountEvent customers(
            BiFunction<Call, Long, AccountEvent> body, String json) {
        return body.apply(WriteCalls.call(Role.CUSTOMER, json), NOW);
    }

    /** A note of characters that take two {@code char}s each. */
    private static String note(int characters) {
        return "{\"note\": \"" + "\uD834\uDD1E".repeat(characters) + "\"}";
    }

    private static void refused(String field, Role role,
            BiFunction<Call, Long, AccountEvent> body, String json) {
        assertThatThrownBy(() -> body.apply(WriteCalls.call(role, json), NOW))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.BAD_REQUEST);
                    assertThat(problem.json().get("field").textValue()).isEqualTo(field);
                });
    }

    @Test
    void a_setting_becomes_an_event_of_its_caller() {
        assertThat(customers(ChangeBodies::autoReload, "{\"enabled\": true,"
                + " \"threshold_usd\": \"5\", \"amount_usd\": \"15\", \"monthly_cap_usd\": null}"))
                .isEqualTo(new AccountEvent(EventId.parse(WriteCalls.KEY), WriteCalls.ACCOUNT, NOW,
                        "customer-1", null,
                        new Change.AutoReloadSet(true, 5 * USD, 15 * USD, null)));
        assertThat(customers(ChangeBodies::extraUsage, "{\"on\": false}").change())
                .isEqualTo(new Change.ExtraUsageSwitched(false));
        assertThat(customers(ChangeBodies::claim, "").change())
                .isEqualTo(new Change.StarterCreditClaimed());
    }

    @Test
    void a_limit_is_lifted_by_null_and_not_by_silence() {
        assertThat(customers(ChangeBodies::spendLimit, "{\"monthly_limit_usd\": null}").change())
                .isEqualTo(new Change.SpendLimitSet(null));
        assertThat(customers(ChangeBodies::lowBalance, "{\"threshold_usd\": \"0.01\"}").change())
                .isEqualTo(new Change.LowBalanceNoticeSet(CENT));
        refused("monthly_limit_usd", Role.CUSTOMER, ChangeBodies::spendLimit, "{}");
        refused("threshold_usd", Role.CUSTOMER, ChangeBodies::lowBalance, "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "enabled       | {'threshold_usd': '5', 'amount_usd': '15'}",
        "threshold_usd | {'enabled': true, 'threshold_usd': 5, 'amount_usd': '15'}",
        "amount_usd    | {'enabled': true, 'threshold_usd': '5', 'amount_usd': '0'}",
        "amount_usd    | {'enabled': true, 'threshold_usd': '5', 'amount_usd': '15.10'}",
        "amount_usd    | {'enabled': true, 'threshold_usd': '5', 'amount_usd': '10000000.01'}",
        "cap           | {'enabled': true, 'threshold_usd': '5', 'amount_usd': '5', 'cap': '1'}"})
    void a_field_out_of_its_bounds_is_named(String field, String json) {
        refused(field, Role.CUSTOMER, ChangeBodies::autoReload, json.replace('\'', '"'));
    }

    @Test
    void support_and_finance_say_why() {
        refused("note", Role.SUPPORT, ChangeBodies::offer, "{}");
        refused("note", Role.SUPPORT, ChangeBodies::goodwill, "{\"amount_usd\": \"5\"}");
        refused("note", Role.FINANCE, ChangeBodies::refund, "{\"grant_id\": \"g-1\"}");
        refused("note", Role.SUPPORT, ChangeBodies::offer, note(501));
        assertThat(ChangeBodies.offer(WriteCalls.call(Role.SUPPORT, note(500)), NOW).note())
                .isEqualTo("\uD834\uDD1E".repeat(500));
        refused("note", Role.SUPPORT, ChangeBodies::offer, "{\"note\": \"a\\u0007\"}");
        refused("note", Role.SUPPORT, ChangeBodies::offer, "{\"note\": \"\\ud800\"}");
        assertThat(ChangeBodies.close(WriteCalls.call(Role.OPERATOR, ""), NOW).note()).isNull();
        assertThat(ChangeBodies.close(
                WriteCalls.call(Role.OPERATOR, "{\"note\": \"asked by mail\"}"), NOW).note())
                .isEqualTo("asked by mail");
    }

    @Test
    void a_gift_and_a_refund_are_named_after_the_key() {
        assertThat(ChangeBodies.goodwill(WriteCalls.call(Role.SUPPORT,
                "{\"amount_usd\": \"4.17\", \"note\": \"outage\"}"), NOW).change())
                .isEqualTo(new Change.CreditGranted(WriteCalls.KEY, GrantKind.GOODWILL,
                        417 * CENT, null, null, null));
        assertThat(ChangeBodies.refund(WriteCalls.call(Role.SUPPORT,
                "{\"grant_id\": \"g-1\", \"note\": \"asked\"}"), NOW).change())
                .isEqualTo(new Change.RefundOrdered(WriteCalls.KEY, "g-1", null));
        refused("amount_usd", Role.SUPPORT, ChangeBodies::refund,
                "{\"grant_id\": \"g-1\", \"amount_usd\": \"0.005\", \"note\": \"asked\"}");
    }

    @Test
    void a_plan_begins_now_unless_the_cycles_end_is_named() {
        Call now = WriteCalls.call(Role.OPERATOR, "{\"plan\": \"team\", \"seats\": 5}");
        Call later = WriteCalls.call(Role.OPERATOR, "{\"plan\": \"team\", \"seats\": 5,"
                + " \"allowance_usd\": \"0\", \"when\": \"cycle_end\"}");
        assertThat(ChangeBodies.plan(now, NOW).change())
                .isEqualTo(new Change.PlanStarted("team", 5, null));
        assertThat(ChangeBodies.plan(later, NOW).change())
                .isEqualTo(new Change.PlanChangeScheduled("team", 5, 0L));
        refused("when", Role.OPERATOR, ChangeBodies::plan,
                "{\"plan\": \"team\", \"seats\": 5, \"when\": \"never\"}");
        refused("seats", Role.OPERATOR, ChangeBodies::plan, "{\"plan\": \"team\", \"seats\": 0}");
    }

    @Test
    void an_account_is_opened_by_its_body() {
        AccountEvent event = ChangeBodies.open(WriteCalls.call(Role.OPERATOR,
                "{\"account_id\": \"new\", \"plan\": \"pro\", \"seats\": 1,"
                        + " \"cycle_anchor\": \"2026-11-01T00:00:00Z\"}"), NOW);
        assertThat(event.accountId()).isEqualTo("new");
        assertThat(event.change()).isEqualTo(new Change.PlanStarted("pro", 1, null,
                UtcTime.parse("", "2026-11-01T00:00:00Z")));
    }

    @Test
    void the_same_request_is_the_same_whenever_it_is_sent() {
        Call call = WriteCalls.call(Role.SUPPORT, "{\"note\": \"spam\"}",
                Map.of("grant_id", "g-1"));
        AccountEvent event = ChangeBodies.voidCredit(call, NOW);
        assertThat(EventDraft.isSame(event, ChangeBodies.voidCredit(call, NOW + 1))).isTrue();
        for (AccountEvent other : new AccountEvent[] {
            ChangeBodies.voidCredit(WriteCalls.call(Role.SUPPORT, "{\"note\": \"spam\"}",
                    Map.of("grant_id", "g-2")), NOW),
            ChangeBodies.voidCredit(WriteCalls.call(Role.SUPPORT, "{\"note\": \"fraud\"}",
                    Map.of("grant_id", "g-1")), NOW),
            ChangeBodies.voidCredit(WriteCalls.call(Role.FINANCE, "{\"note\": \"spam\"}",
                    Map.of("grant_id", "g-1")), NOW)}) {
            assertThat(EventDraft.isSame(event, other)).isFalse();
        }
    }
}
