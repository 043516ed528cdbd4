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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws of every history; {@link Law} says how a counterexample is looked for. */
class LawsTest {
    @Test void every_entry_balances_by_pool_and_grant() {
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

    @Test void no_balance_is_ever_below_zero() {
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

    @Test void the_usage_pool_totals_the_cost_of_accepted_usage() {
        Law.everyStep((step, catalog) -> {
            Entry entry = step.entry();
            boolean isUsage = step.input().event() instanceof UsageEvent;
            long cost = isUsage && !entry.isRefused() ? cost(
                    (UsageEvent) step.input().event(), catalog.at(step.input().time())) : 0;
            assertThat(entry.costNanos()).isEqualTo(cost);
            if (isUsage) {
                assertThat(entry.postings().stream().filter(p -> p.to() == Pool.USAGE)
                        .mapToLong(Posting::amountNanos).sum()).isEqualTo(cost);
                assertThat(entry.postings()).noneMatch(p -> p.from() == Pool.USAGE);
            }
        });
    }

    @Test void third_party_use_never_touches_an_allowance() {
        Law.everyStep((step, catalog) -> {
            if (step.input().event() instanceof UsageEvent usage && !catalog.at(step.input().time())
                    .firstPartyApps().contains(usage.app().toLowerCase(Locale.ROOT))) {
                assertThat(step.entry().postings()).noneMatch(p -> p.to() == Pool.USAGE
                        && (p.from() == Pool.ALLOWANCE || p.from() == Pool.LAPSED));
            }
        });
    }

    @Test void usage_is_uncovered_exactly_where_a_posting_says_so() {
        Law.everyStep((step, catalog) -> assertThat(step.entry().postings().stream()
                .anyMatch(p -> p.from() == Pool.UNCOVERED && p.to() == Pool.USAGE))
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

    @Test void the_clock_is_the_greatest_time_past_screening() {
        Law.everyStep((step, catalog) -> {
            Long before = step.before().clock();
            Long expected = step.isScreenedOut() ? before
                    : (Long) Math.max(before == null ? 0 : before, step.input().time());
            assertThat(step.after().clock()).isEqualTo(expected);
        });
    }

    @Test void screening_changes_at_most_the_top_up_in_flight() {
        Law.everyStep((step, catalog) -> {
            if (step.isScreenedOut()) {
                assertThat(step.entry().postings()).isEmpty();
                assertThat(step.after()).usingRecursiveComparison()
                        .ignoringFields("sequence", "autoReload.inFlight").isEqualTo(step.before());
            }
        });
    }

    @Test void a_refusal_has_only_the_postings_of_passing_time() {
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

    @Test void a_refusal_changes_no_more_than_an_idle_input() {
        Law.everyStep((step, catalog) -> {
            boolean mayEndATopUp = AutoReloadLawsTest.answered(step.input().event()) != null;
            if (step.entry().isRefused() && !step.isScreenedOut() && !mayEndATopUp
                    && step.before().wasOpened()) {
                assertThat(step.after()).isEqualTo(idle(step, catalog).account());
            }
        });
    }

    @Test void an_allowances_rest_is_its_whole_less_its_use() {
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
                Cycle counted = Cycle.of(cycle.anchor(), cycle.index());
                assertThat(cycle.coincidesWith(counted)).isTrue();
                assertThat(cycle.firstIndex()).isBetween(0, cycle.index());
            }
        });
    }

    @Test void no_grant_outlives_its_expiry_or_its_memory() {
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
                if (restarts(step)) {
                    spent = 0;
                    reloaded = 0;
                }
                spent = Math.max(0, spent + drawn(step, true) - givenBack(step));
                reloaded += reloaded(step);
                assertThat(step.after().spentNanos()).isEqualTo(spent);
                assertThat(step.after().autoReload().reloadedNanos()).isEqualTo(reloaded);
            }
        });
    }

    @Test void notices_stand_in_order_without_repetition() {
        Law.everyStep((step, catalog) -> assertThat(step.entry().notices())
                .extracting(n -> n.kind().ordinal()).isSorted().doesNotHaveDuplicates()
                .doesNotContain(NoticeKind.TOP_UP_DUE.ordinal()));
    }

    @Test void decide_is_deterministic_and_mutates_nothing() {
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

    /** The cost, computed in decimals and apart from {@link Price} (M2). */
    private static long cost(UsageEvent u, CatalogVersion version) {
        Price price = version.prices().price(u.model()).of(u);
        BigDecimal pico = times(u.inputTokens(), price.inputPico())
                .add(times(u.outputTokens(), price.outputPico()))
                .add(times(u.cacheWriteTokens(), price.cacheWritePico()))
                .add(times(u.cacheWrite1hTokens(), price.cacheWrite1hPico()))
                .add(times(u.cacheReadTokens(), price.cacheReadPico()))
                .multiply(BigDecimal.valueOf(version.prices().factor(u.serviceTier()), 4));
        for (Map.Entry<String, Long> unit : u.units().entrySet()) {
            pico = pico.add(unit.getValue() == 0 ? BigDecimal.ZERO
                    : times(unit.getValue(), version.prices().unitPrice(unit.getKey())));
        }
        return pico.movePointLeft(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static BigDecimal times(long tokens, long pico) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(pico));
    }

    /** Decides an input that does nothing in this one's place. */
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
        return !(step.input().event() instanceof UsageEvent) ? 0 : step.entry().postings().stream()
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

    /** The amount that bought grants took back of usage: the lots of P9 are not bought. */
    private static long givenBack(Run.Step step) {
        return step.entry().postings().stream()
                .filter(p -> p.from() == Pool.USAGE && p.to() == Pool.EXTRA_USAGE)
                .filter(p -> step.after().grant(p.grantId()).kind().isBought())
                .mapToLong(Posting::amountNanos).sum();
    }

    /**
     * The cycle's counters restart: at a roll, and where a relation begins at the clock or, after
     * the account was closed, past the end of the cycle it was closed in (D2b, P1, P2).
     */
    private static boolean restarts(Run.Step step) {
        Account before = step.before();
        Account after = step.after();
        if (!before.wasOpened() || step.isScreenedOut()) {
            return false;
        }
        Cycle old = before.subscription().cycle();
        Cycle cycle = after.subscription().cycle();
        if (before.isOpen() && after.clock() >= old.end()) {
            return true;
        }
        boolean begins = step.entry().outcome() == Outcome.APPLIED
                && step.input().event() instanceof AccountEvent a
                && a.change() instanceof Change.PlanStarted
                && (!before.isOpen() || cycle.isFirst() && cycle != old);
        return begins && (cycle.start() == after.clock() || cycle.start() >= old.end());
    }
}
