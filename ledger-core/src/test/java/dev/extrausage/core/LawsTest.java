package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every history there is; {@link Law} says how it is looked for. */
class LawsTest {
    @Test void every_entry_is_balanced_pool_by_pool_and_grant_by_grant() {
        Law.everyStep((step, catalog) -> {
            Map<String, Long> pools = pools(step.before());
            for (Posting p : step.entry().postings()) {
                assertThat(p.grantId() != null).as("%s", p)
                        .isEqualTo(p.from() == Pool.EXTRA_USAGE || p.to() == Pool.EXTRA_USAGE);
                pools.merge(pool(p.from(), p), -p.amountNanos(), Long::sum);
                pools.merge(pool(p.to(), p), p.amountNanos(), Long::sum);
                assertThat(pools.getOrDefault(pool(p.from(), p), 0L)).as("%s", p)
                        .satisfies(left -> assertThat(isOurs(p.from()) ? left : 0).isNotNegative());
            }
            pools.keySet().removeIf(pool -> !pool.startsWith("ALLOWANCE") && !pool.contains("/"));
            pools.values().removeIf(left -> left == 0);
            Map<String, Long> after = pools(step.after());
            after.values().removeIf(left -> left == 0);
            assertThat(pools).isEqualTo(after);
        });
    }

    @Test void the_entry_shows_the_balances_of_the_account_it_leaves() {
        Law.everyStep((step, catalog) -> {
            Entry entry = step.entry();
            Account after = step.after();
            assertThat(entry.accountId()).isEqualTo(after.accountId());
            assertThat(entry.clock()).isEqualTo(after.clock());
            assertThat(entry.allowanceLeftNanos()).isEqualTo(after.allowance().leftNanos());
            assertThat(entry.extraUsageNanos()).isEqualTo(after.extraUsageNanos());
            assertThat(entry.spentNanos()).isEqualTo(after.spentNanos());
            assertThat(entry.catalogVersion())
                    .isEqualTo(catalog.at(step.input().time()).version());
            assertThat(entry.reason() != null).isEqualTo(entry.outcome() == Outcome.REFUSED
                    || entry.outcome() == Outcome.UNCOVERED);
        });
    }

    @Test void nothing_is_ever_below_zero() {
        Law.everyStep((step, catalog) -> {
            Account a = step.after();
            assertThat(List.of(a.allowance().leftNanos(), a.allowance().wholeNanos(),
                    a.allowance().usedNanos(), a.allowance().previousLeftNanos(), a.spentNanos(),
                    a.extraUsageNanos(), a.autoReload().reloadedNanos(),
                    a.thirdPartyUse().currentNanos(), a.thirdPartyUse().previousNanos()))
                    .allMatch(amount -> amount >= 0);
            assertThat(a.grants()).allMatch(
                    g -> g.leftNanos() >= 0 && g.leftNanos() <= g.amountNanos());
        });
    }

    @Test void entries_are_numbered_without_a_gap() {
        Law.everyHistory((history, catalog) -> {
            long next = 1;
            for (Entry entry : Run.of(history, catalog).entries()) {
                assertThat(entry.sequence()).isEqualTo(next++);
            }
        });
    }

    @Test void usage_totals_the_cost_of_all_usage_that_was_not_refused() {
        Law.everyStep((step, catalog) -> {
            long cost = step.input().event() instanceof UsageEvent usage
                    && !step.entry().isRefused() ? cost(usage, catalog.at(step.input().time())) : 0;
            assertThat(step.entry().costNanos()).isEqualTo(cost);
            assertThat(step.entry().postings().stream().filter(p -> p.to() == Pool.USAGE)
                    .mapToLong(Posting::amountNanos).sum()).isEqualTo(cost);
        });
    }

    @Test void third_party_use_never_touches_an_allowance() {
        Law.everyStep((step, catalog) -> {
            if (step.input().event() instanceof UsageEvent usage && !catalog.at(step.input().time())
                    .firstPartyApps().contains(usage.app())) {
                assertThat(step.entry().postings()).noneMatch(p -> p.to() == Pool.USAGE
                        && (p.from() == Pool.ALLOWANCE || p.from() == Pool.LAPSED));
            }
        });
    }

    @Test void usage_is_uncovered_exactly_where_a_posting_says_so() {
        Law.everyStep((step, catalog) -> assertThat(step.entry().postings().stream()
                .anyMatch(p -> p.from() == Pool.UNCOVERED))
                .isEqualTo(step.entry().outcome() == Outcome.UNCOVERED));
    }

    @Test void a_duplicate_changes_nothing() {
        Law.everyHistory((history, catalog) -> {
            Random random = new Random(history.size());
            List<Input> doubled = new ArrayList<>();
            for (Run.Step step : Run.of(history, catalog).steps()) {
                doubled.add(step.input());
                if (!step.isDuplicate() && !step.entry().isRefused()
                        && InputAge.isCompared(step.input()) && random.nextInt(3) == 0) {
                    doubled.add(step.input());
                }
            }
            assertThat(Run.of(doubled, catalog).entries())
                    .isEqualTo(Run.of(history, catalog).entries());
        });
    }

    @Test void the_clock_is_the_greatest_time_that_got_past_the_door() {
        Law.everyStep((step, catalog) -> {
            Long before = step.before().clock();
            Long expected = step.isScreenedOut() ? before
                    : (Long) Math.max(before == null ? 0 : before, step.input().time());
            assertThat(step.after().clock()).isEqualTo(expected);
        });
    }

    @Test void what_the_door_refuses_leaves_everything_but_a_top_up_in_flight_as_it_was() {
        Law.everyStep((step, catalog) -> {
            if (step.isScreenedOut()) {
                assertThat(step.entry().postings()).isEmpty();
                assertThat(step.after()).usingRecursiveComparison()
                        .ignoringFields("sequence", "autoReload.inFlight").isEqualTo(step.before());
            }
        });
    }

    @Test void postings_begin_with_those_of_passing_time_and_a_refusal_has_no_others() {
        Law.everyStep((step, catalog) -> {
            if (!step.isScreenedOut() && step.before().wasOpened()) {
                List<Posting> ofTime = idle(step, catalog).entry().postings();
                List<Posting> all = step.entry().postings();
                boolean noMore = step.entry().outcome() == Outcome.REFUSED
                        || step.entry().outcome() == Outcome.NO_CHANGE;
                assertThat(noMore ? all : all.subList(0, ofTime.size())).isEqualTo(ofTime);
            }
        });
    }

    @Test void a_refusal_changes_no_more_than_an_input_that_does_nothing() {
        Law.everyStep((step, catalog) -> {
            boolean mayEndATopUp = AutoReloadLawsTest.answered(step.input().event()) != null;
            if (step.entry().isRefused() && !step.isScreenedOut() && !mayEndATopUp) {
                assertThat(step.after()).isEqualTo(idle(step, catalog).account());
            }
        });
    }

    @Test void what_is_left_of_an_allowance_is_what_was_not_used_of_it() {
        Law.everyStep((step, catalog) -> {
            Allowance allowance = step.after().allowance();
            assertThat(allowance.leftNanos()).isEqualTo(step.after().isOpen()
                    ? Math.max(0, allowance.wholeNanos() - allowance.usedNanos()) : 0);
        });
    }

    @Test void the_cycle_of_an_open_account_holds_its_clock() {
        Law.everyStep((step, catalog) -> {
            if (step.after().isOpen()) {
                Cycle cycle = step.after().subscription().cycle();
                assertThat(step.after().clock()).isBetween(cycle.start(), cycle.end() - 1);
                assertThat(cycle).isEqualTo(Cycle.of(cycle.anchor(), cycle.index()));
            }
        });
    }

    @Test void no_live_grant_is_past_its_expiry_and_none_is_forgotten_too_late() {
        Law.everyStep((step, catalog) -> {
            Account after = step.after();
            assertThat(after.grants()).allMatch(g -> !g.isLive() || !g.isExpiredAt(after.clock()));
            assertThat(after.grants()).isSortedAccordingTo(drawingOrder())
                    .extracting(Grant::grantId).doesNotHaveDuplicates();
            if (!step.isScreenedOut()) {
                Set<String> drained = new HashSet<>();
                step.entry().postings().forEach(p -> drained.add(p.grantId()));
                assertThat(after.grants()).allMatch(g -> g.isLive() || drained.contains(g.grantId())
                        || after.clock() <= g.grantedAt() + InputAge.WINDOW_MILLIS);
            }
        });
    }

    @Test void the_cycles_sums_are_those_of_the_journal() {
        Law.everyHistory((history, catalog) -> {
            long spent = 0;
            long reloaded = 0;
            for (Run.Step step : Run.of(history, catalog).steps()) {
                if (step.isDuplicate()) {
                    continue;
                }
                boolean rolled = step.before().wasOpened() && step.after().wasOpened()
                        && !step.before().subscription().cycle()
                                .equals(step.after().subscription().cycle());
                spent = (rolled ? 0 : spent) + drawn(step, true);
                reloaded = (rolled ? 0 : reloaded) + reloaded(step);
                if (!begins(step)) {
                    assertThat(step.after().spentNanos()).isEqualTo(spent);
                    assertThat(step.after().autoReload().reloadedNanos()).isEqualTo(reloaded);
                } else {
                    spent = 0;
                    reloaded = 0;
                }
            }
        });
    }

    @Test void notices_stand_in_order_and_none_is_given_twice_in_an_entry() {
        Law.everyStep((step, catalog) -> assertThat(step.entry().notices())
                .extracting(n -> n.kind().ordinal()).isSorted().doesNotHaveDuplicates()
                .doesNotContain(NoticeKind.TOP_UP_DUE.ordinal()));
    }

    @Test void decide_gives_the_same_answer_twice_and_leaves_the_account_it_was_given_alone() {
        Law.everyStep((step, catalog) -> {
            Decision again = Ledger.decide(step.before(), step.input(), catalog);
            assertThat(again.entry()).isEqualTo(step.entry());
            assertThat(again.account()).isEqualTo(step.after());
        });
    }

    @Test void a_broken_law_tells_its_seed_and_few_inputs() {
        assertThatThrownBy(() -> Law.everyStep((step, catalog) ->
                assertThat(step.entry().outcome()).isNotEqualTo(Outcome.UNCOVERED)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken with seed " + Law.FIRST_SEED + " by these 2 inputs");
    }

    private static Map<String, Long> pools(Account account) {
        Map<String, Long> pools = new HashMap<>();
        pools.put("ALLOWANCE", account.allowance().leftNanos());
        account.grants().forEach(g -> pools.put("EXTRA_USAGE/" + g.grantId(), g.leftNanos()));
        return pools;
    }

    private static String pool(Pool pool, Posting posting) {
        return pool == Pool.EXTRA_USAGE ? pool + "/" + posting.grantId() : pool.name();
    }

    private static boolean isOurs(Pool pool) {
        return pool == Pool.ALLOWANCE || pool == Pool.EXTRA_USAGE;
    }

    /** Worked out apart from {@link Price}, in decimals (M2). */
    private static long cost(UsageEvent u, CatalogVersion version) {
        Price price = version.prices().get(u.model());
        BigDecimal pico = times(u.inputTokens(), price.inputPico())
                .add(times(u.outputTokens(), price.outputPico()))
                .add(times(u.cacheWriteTokens(), price.cacheWritePico()))
                .add(times(u.cacheWrite1hTokens(), price.cacheWrite1hPico()))
                .add(times(u.cacheReadTokens(), price.cacheReadPico()));
        return pico.movePointLeft(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static BigDecimal times(long tokens, long pico) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(pico));
    }

    /** What an input that does nothing would have done in this one's place. */
    private static Decision idle(Run.Step step, Catalog catalog) {
        Change nothing = step.before().isOpen()
                ? new Change.SpendLimitSet(step.before().monthlyLimitNanos())
                : new Change.CreditRefunded("no-refund", "no-grant", 1);
        Event event = step.input().event();
        return Ledger.decide(step.before(), new Input(new AccountEvent(event.eventId(),
                event.accountId(), event.occurredAt(), "idle", nothing),
                step.input().receivedAt()), catalog);
    }

    private static Comparator<Grant> drawingOrder() {
        return Comparator.comparing((Grant g) -> g.kind() == GrantKind.PURCHASE
                        || g.kind() == GrantKind.AUTO_RELOAD)
                .thenComparing(g -> g.expiresAt() == null ? Long.MAX_VALUE : g.expiresAt())
                .thenComparing(Grant::grantedAt).thenComparing(Grant::grantId);
    }

    private static long drawn(Run.Step step, boolean bought) {
        return step.entry().postings().stream()
                .filter(p -> p.from() == Pool.EXTRA_USAGE && p.to() == Pool.USAGE)
                .filter(p -> step.before().grant(p.grantId()).kind().isBought() == bought)
                .mapToLong(Posting::amountNanos).sum();
    }

    private static long reloaded(Run.Step step) {
        return step.entry().outcome() == Outcome.APPLIED
                && step.input().event() instanceof AccountEvent a
                && a.change() instanceof Change.CreditGranted credit
                && credit.kind() == GrantKind.AUTO_RELOAD ? credit.amountNanos() : 0;
    }

    /** A plan that may have begun a relation on the same instant, which a cycle cannot show. */
    private static boolean begins(Run.Step step) {
        return step.after().spentNanos() == 0 && step.after().autoReload().reloadedNanos() == 0
                && step.input().event() instanceof AccountEvent a
                && a.change() instanceof Change.PlanStarted;
    }
}
