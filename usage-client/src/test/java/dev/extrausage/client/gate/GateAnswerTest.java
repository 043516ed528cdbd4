package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of SPEC 10 and every room of U3, as the app's user and the API's caller see it. */
class GateAnswerTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final long START = at("2026-01-31T00:00:00Z");
    private static final long CENT = 10_000_000L;
    private static final long DOLLAR = 100 * CENT;
    private static final String LLM = "LLM request rejected: ";
    private static final GatePolicies CLOSED = new GatePolicies(GatePolicy.FAIL_CLOSED,
            GatePolicy.FAIL_CLOSED, Long.MAX_VALUE - 1, GatePolicy.FAIL_CLOSED,
            GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED);

    private final BalanceBook book = new BalanceBook(() -> CATALOG, CLOSED, 10, 60_000, 1);
    private Account account = Account.unknown("ada");
    private long now = START;

    private record Line(String what, Change[] before, long usedUsd, String app, Reason reason,
            String message, String apiMessage) {
        @Override public String toString() {
            return what;
        }
    }

    private static Line line(String what, long usedUsd, String app, Reason reason, String message,
            String apiMessage, Change... before) {
        return new Line(what, before, usedUsd, app, reason, message, apiMessage);
    }

    static Stream<Line> blocked() {
        Change pro = new Change.PlanStarted("pro", 1, null);
        Change free = new Change.PlanStarted("free", 1, null);
        Change credit = new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p",
                null);
        Change off = new Change.ExtraUsageSwitched(false);
        Change limit = new Change.SpendLimitSet(2 * DOLLAR);
        String third = "Third-party apps draw from your extra usage, not your plan limits ($20 of"
                + " your plan allowance is left; it resets at 2026-02-28T00:00:00.000Z). ";
        String switchedOff = "Extra usage is switched off, with $5 left in it: switch it on at"
                + " claude.ai/settings/usage to keep going.";
        return Stream.of(
                line("first-party, out of extra usage", 20, "claude.ai",
                        Reason.OUT_OF_EXTRA_USAGE, "You're out of extra usage. Add more at"
                                + " claude.ai/settings/usage and keep going.", null, pro),
                line("third-party, out of extra usage", 0, "cursor", Reason.OUT_OF_EXTRA_USAGE,
                        "Third-party apps now draw from your extra usage, not your plan limits.",
                        LLM + "third-party apps now draw from your extra usage", pro),
                line("first-party, a plan without extra usage", 2, "claude.ai",
                        Reason.NO_EXTRA_USAGE_ACCESS, "You've used your plan allowance. It resets"
                                + " at 2026-02-28T00:00:00.000Z. Your plan has no extra usage"
                                + " ($5 is kept for you): change your plan at"
                                + " claude.ai/settings/usage to keep going.", null, free, credit),
                line("third-party, a plan without extra usage", 0, "cursor",
                        Reason.NO_EXTRA_USAGE_ACCESS, third.replace("$20", "$2") + "Your plan has"
                                + " no extra usage: change your plan at claude.ai/settings/usage to"
                                + " keep going.", LLM + third.replace("$20", "$2") + "Your plan has"
                                + " no extra usage: change your plan at claude.ai/settings/usage to"
                                + " keep going.", free),
                line("first-party, switched off", 20, "claude.ai", Reason.EXTRA_USAGE_OFF,
                        "You've used your plan allowance. It resets at 2026-02-28T00:00:00.000Z. "
                                + switchedOff, null, pro, credit, off),
                line("third-party, switched off", 0, "cursor", Reason.EXTRA_USAGE_OFF,
                        third + switchedOff, LLM + third + switchedOff, pro, credit, off),
                line("first-party, the spend limit", 22, "claude.ai", Reason.SPEND_LIMIT_REACHED,
                        "You've reached your monthly spend limit of $2. It resets at"
                                + " 2026-02-28T00:00:00.000Z. $3 of extra usage and $0 of your plan"
                                + " allowance are left. Raise the limit at"
                                + " claude.ai/settings/usage to keep going.", null,
                        pro, credit, limit),
                line("a closed account", 0, "claude.ai", Reason.ACCOUNT_CLOSED,
                        "This account is closed. Its extra usage of $5 is kept: start a plan to"
                                + " use it, or ask support for a refund.", null, pro, credit,
                        new Change.AccountClosed()),
                line("an account that was never opened", 0, "cursor", Reason.UNKNOWN_ACCOUNT,
                        "This account is not known. Start a plan at claude.ai/settings/usage.",
                        LLM + "This account is not known. Start a plan at"
                                + " claude.ai/settings/usage.", credit));
    }

    @ParameterizedTest
    @MethodSource("blocked")
    void a_blocked_request_is_told_what_its_surface_shows(Line line) {
        for (Change change : line.before) {
            happens(change);
        }
        use(line.usedUsd);

        GateAnswer answer = ask(line.app, CENT);

        assertThat(answer.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(answer.reason()).isEqualTo(line.reason);
        assertThat(answer.message()).isEqualTo(line.message);
        assertThat(answer.apiMessage())
                .isEqualTo(line.apiMessage == null ? line.message : line.apiMessage);
    }

    private static Stream<Arguments> unpriced() {
        RequestEstimate.Builder haiku = RequestEstimate.of("Claude-Haiku-4-5").tokens(1_000, 1);
        String notRun = " has no price, so this request was not run and nothing was charged. ";
        return Stream.of(
                Arguments.of(RequestEstimate.of("claude-next").build(), Reason.UNPRICED_MODEL,
                        "The model claude-next" + notRun
                                + "Choose another model, or try again later."),
                Arguments.of(haiku.serviceTier("Priority").build(), Reason.UNPRICED_TIER,
                        "The service tier Priority" + notRun
                                + "Ask for another service tier, or for none."),
                Arguments.of(haiku.serviceTier("batch").unit("web_fetch", 1).build(),
                        Reason.UNPRICED_UNIT,
                        "web_fetch" + notRun + "Ask without it, or try again later."));
    }

    @ParameterizedTest
    @MethodSource("unpriced")
    void a_request_without_a_price_is_told_what_has_none(
            RequestEstimate request, Reason reason, String message) {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p", null));

        GateAnswer answer = ask(book, "claude.ai", request);

        assertThat(answer.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.decidedBy()).isEqualTo(DecidedBy.UNPRICED);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(message).contains(answer.unpriced().orElseThrow());
        assertThat(ask(book, "cursor", request).apiMessage()).isEqualTo(LLM + message);
        assertThat(book.unpriced()).isEqualTo(2);
    }

    @Test
    void a_service_may_let_requests_without_a_price_run() {
        BalanceBook open = new BalanceBook(() -> CATALOG, new GatePolicies(GatePolicy.FAIL_CLOSED,
                GatePolicy.FAIL_CLOSED, Long.MAX_VALUE - 1, GatePolicy.FAIL_CLOSED,
                GatePolicy.FAIL_OPEN, GatePolicy.FAIL_CLOSED), 10, 60_000, 1);
        RequestEstimate request = RequestEstimate.of("claude-next").tokens(9, 9).build();
        assertThat(ask(open, "claude.ai", request).reason()).as("nobody would ever pay")
                .isEqualTo(Reason.UNKNOWN_ACCOUNT);
        happens(new Change.PlanStarted("pro", 1, null));

        GateAnswer answer = ask(open, "claude.ai", request);

        assertThat(answer.isAllowed()).isTrue();
        assertThat(answer.decidedBy()).isEqualTo(DecidedBy.UNPRICED);
        assertThat(answer.estimateNanos()).isZero();
        assertThat(ask(open, "cursor", request).reason()).as("nothing is left for it")
                .isEqualTo(Reason.OUT_OF_EXTRA_USAGE);
        assertThat(open.admit(open.question("ada", "claude.ai", request, now), open.find("ada"))
                .isAllowed()).isTrue();
        assertThat(open.held()).isZero();
    }

    @Test
    void messages_name_what_the_catalog_in_force_names() {
        now = at("2026-07-10T00:00:00Z");
        happens(new Change.PlanStarted("pro", 1, null));
        assertThat(ask("claude.ai", 100 * DOLLAR).message())
                .endsWith("or add more at acme.example/credit and keep going.");
        use(20);

        assertThat(ask("claude.ai", CENT).message()).isEqualTo(
                "You're out of extra usage. Add more at acme.example/credit and keep going.");
    }

    @Test
    void an_estimate_is_the_ledgers_own_cost() {
        RequestEstimate.Builder batch = RequestEstimate.of("Claude-Sonnet-4-5-20250929")
                .serviceTier("batch").unit("web_search", 2).unit("WEB_SEARCH", 1);
        happens(new Change.PlanStarted("pro", 1, null));

        assertThat(ask(book, "claude.ai", batch.tokens(200_000, 1_000).build()).estimateNanos())
                .as("$0.60 and $0.015, half of it, and three searches")
                .isEqualTo(307_500_000 + 30_000_000);
        assertThat(ask(book, "claude.ai", batch.cacheReadTokens(1).build()).estimateNanos())
                .as("a long context: $1.20, $0.0225 and $0.0000006, half of it")
                .isEqualTo(611_250_300 + 30_000_000);
    }

    @Test
    void third_party_apps_reach_the_spend_limit_despite_an_allowance() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p", null));
        happens(new Change.SpendLimitSet(0L));

        GateAnswer answer = ask("cursor", CENT);

        assertThat(answer.reason()).isEqualTo(Reason.SPEND_LIMIT_REACHED);
        assertThat(answer.spendRoomNanos()).isZero();
        assertThat(answer.extraUsageLeftNanos()).isEqualTo(5 * DOLLAR);
        assertThat(answer.allowanceLeftNanos()).isEqualTo(20 * DOLLAR);
        assertThat(ask("claude.ai", CENT).isAllowed()).isTrue();
    }

    @Test
    void an_answer_is_short_where_too_little_is_left() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("c", GrantKind.PURCHASE, DOLLAR, null, "p", null));
        use(20);

        GateAnswer answer = ask("claude.ai", DOLLAR + 1);

        assertThat(answer.verdict()).isEqualTo(Verdict.SHORT);
        assertThat(answer.payableNanos()).isEqualTo(DOLLAR);
        assertThat(answer.message()).isEqualTo("This request may cost $1.000000001, and $1 is"
                + " left for it in your plan allowance and extra usage."
                + " Try a smaller request, or add more at claude.ai/settings/usage and keep"
                + " going.");
        assertThat(ask("cursor", 2 * DOLLAR).apiMessage()).startsWith(LLM + "This request may");
        assertThat(ask("claude.ai", DOLLAR).isAllowed()).isTrue();
        assertThat(ask("claude.ai", DOLLAR).message()).isEmpty();
    }

    @Test
    void an_account_past_its_cycle_is_answered_as_if_rolled() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p", null));
        happens(new Change.SpendLimitSet(2 * DOLLAR));
        use(22);
        assertThat(ask("claude.ai", CENT).verdict()).isEqualTo(Verdict.BLOCKED);

        now = at("2026-02-28T00:00:00Z");
        assertThat(ask("cursor", 2 * DOLLAR).isAllowed()).as("nothing is spent yet").isTrue();
        assertThat(ask("claude.ai", CENT).allowanceLeftNanos())
                .as("Pro is worth more since 10 February").isEqualTo(25 * DOLLAR);
        assertThat(ask("claude.ai", CENT).resetsAt()).as("the anchor's day, not February's")
                .hasValue(at("2026-03-31T00:00:00Z"));

        now = at("2026-05-31T00:00:00Z");
        GateAnswer later = ask("cursor", CENT);
        assertThat(later.reason()).as("a version took extra usage from Pro meanwhile")
                .isEqualTo(Reason.NO_EXTRA_USAGE_ACCESS);
        assertThat(later.allowanceLeftNanos()).isEqualTo(10 * DOLLAR);
    }

    @Test
    void an_account_past_its_cycle_is_on_its_scheduled_plan() {
        happens(new Change.PlanStarted("free", 1, null));
        happens(new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p", null));
        happens(new Change.PlanChangeScheduled("team", 3, null));
        assertThat(ask("cursor", CENT).reason()).isEqualTo(Reason.NO_EXTRA_USAGE_ACCESS);

        now = at("2026-02-28T00:00:00Z");

        assertThat(ask("cursor", 5 * DOLLAR).isAllowed()).as("Team has extra usage").isTrue();
        assertThat(ask("claude.ai", CENT).allowanceLeftNanos())
                .as("three seats, at what they are worth since 10 February")
                .isEqualTo(3 * 35 * DOLLAR);
    }

    @Test
    void a_scheduled_contract_has_its_own_allowance() {
        happens(new Change.PlanStarted("enterprise", 1, 900 * DOLLAR));
        happens(new Change.PlanChangeScheduled("enterprise", 1, 700 * DOLLAR));
        assertThat(ask("claude.ai", CENT).allowanceLeftNanos()).isEqualTo(900 * DOLLAR);

        now = at("2026-02-28T00:00:00Z");

        assertThat(ask("claude.ai", CENT).allowanceLeftNanos()).isEqualTo(700 * DOLLAR);
    }

    @Test
    void usage_before_an_anchors_first_cycle_is_not_late() {
        happens(new Change.PlanStarted("pro", 1, null, at("2025-11-30T12:00:00Z")));

        now = at("2026-01-30T11:59:59.999Z"); // within the grace of a cycle that never was
        GateAnswer answer = ask("claude.ai", CENT);

        assertThat(answer.allowanceLeftNanos()).isEqualTo(20 * DOLLAR);
        assertThat(answer.resetsAt()).hasValue(at("2026-02-28T12:00:00Z"));
    }

    @Test
    void usage_given_back_is_free_credit() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.SpendLimitSet(0L));
        happens(new Change.UsageReversed(EventId.derived(now, "usage"), Pool.EXTRA_USAGE,
                "forgotten", DOLLAR));

        assertThat(ask("cursor", DOLLAR).isAllowed()).as("under no spend limit").isTrue();
        assertThat(ask("cursor", DOLLAR + 1).verdict()).isEqualTo(Verdict.SHORT);
    }

    @Test
    void grants_count_until_they_expire_and_no_longer() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("gift", GrantKind.GOODWILL, DOLLAR, now + 1_000, null,
                null));

        now += 999;
        assertThat(ask("cursor", DOLLAR).isAllowed()).isTrue();
        now++;
        assertThat(ask("cursor", DOLLAR).reason()).isEqualTo(Reason.OUT_OF_EXTRA_USAGE);
        assertThat(ask("cursor", DOLLAR).verdict()).isEqualTo(Verdict.BLOCKED);
    }

    private GateAnswer ask(BalanceBook in, String app, RequestEstimate request) {
        know(in);
        return in.check(in.question("ada", app, request, now), in.find("ada"));
    }

    private void know(BalanceBook in) {
        in.watermarks.begin(1);
        in.watermarks.advance(0, now);
        if (account.sequence() > 0) {
            in.apply(SnapshotMaker.of(account, null, CATALOG));
        }
    }

    private GateAnswer ask(String app, long nanos) {
        know(book);
        return book.check(book.question("ada", app, nanos, now),
                book.find("ada"));
    }

    private void happens(Change change) {
        decide(new AccountEvent(EventId.derived(now, change.toString()), "ada", now, "test",
                change));
    }

    /** A first-party request of that cost: Haiku's input costs a dollar a million tokens. */
    private void use(long usd) {
        decide(new UsageEvent(EventId.derived(now, "usage"), "ada", null, now, "claude.ai", null,
                "claude-haiku-4-5", usd * 1_000_000, 0, 0, 0, 0));
    }

    private void decide(Event event) {
        account = Ledger.decide(account, new Input(event, now), CATALOG).account();
    }

    private static long at(String time) {
        return UtcTime.parse("at", time);
    }
}
