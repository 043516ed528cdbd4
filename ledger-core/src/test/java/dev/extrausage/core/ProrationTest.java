package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Happening.planAnchored;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.wholeAllowance;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Changes in mid-cycle, for the rest of the cycle (P2). */
class ProrationTest {
    /** Half of the cycle from 10 January to 10 February. */
    private static final String HALF = "2026-01-25T12:00:00Z";
    private static final Catalog PRORATED = Catalogs.prorated();

    @Test void more_is_granted_for_the_rest_of_the_cycle() {
        under(PRORATED).and(planStarted("pro")).when(planStarted("team", 5).at(HALF))
                .then(posted(PLAN, ALLOWANCE, "$65").effective(HALF))
                .leaves(allowance("$85"), wholeAllowance("$85"));
    }

    @Test void less_lapses_for_the_rest_of_the_cycle() {
        under(PRORATED).and(planStarted("enterprise"), usage("claude.ai", "$100"))
                .when(planStarted("pro").at(HALF))
                .then(posted(ALLOWANCE, LAPSED, "$240"))
                .leaves(allowance("$160"), wholeAllowance("$260"));
    }

    @Test void forth_and_back_at_once_leaves_what_there_was() {
        under(PRORATED).and(planStarted("pro"), planStarted("team", 5).at(HALF))
                .when(planStarted("pro")).then(posted(ALLOWANCE, LAPSED, "$65"))
                .leaves(wholeAllowance("$20"));
    }

    @Test void the_product_is_cut_toward_zero_both_ways() {
        under(PRORATED).and(planStarted("pro", 1, "$20"))
                .when(planStarted("pro", 1, "$20.000000001").at(HALF)).then(applied())
                .leaves(wholeAllowance("$20"))
                .when(planStarted("pro", 1, "$20")).then(applied()).leaves(wholeAllowance("$20"))
                .when(planStarted("pro", 1, "$20.000000003"))
                .then(posted(PLAN, ALLOWANCE, "$0.000000001"))
                .when(planStarted("pro", 1, "$20")).leaves(wholeAllowance("$20"));
    }

    @Test void at_the_cycles_start_the_whole_difference_counts() {
        under(PRORATED).and(planStarted("pro")).when(planStarted("enterprise"))
                .then(posted(PLAN, ALLOWANCE, "$480"));
    }

    @Test void in_the_cycles_last_millisecond_next_to_nothing_counts() {
        under(PRORATED).and(planStarted("pro"))
                .when(planStarted("enterprise").at("2026-02-09T23:59:59.999Z"))
                .then(posted(PLAN, ALLOWANCE, "$0.000000179"))
                .leaves(wholeAllowance("$20.000000179"));
    }

    @Test void the_next_cycle_has_the_new_plans_whole() {
        under(PRORATED).and(planStarted("pro"), planStarted("team", 5).at(HALF))
                .when(usage("claude.ai", "$0").at("2026-02-10T00:00:00Z"))
                .leaves(wholeAllowance("$150"));
    }

    @Test void the_whole_is_never_below_zero() {
        under(Catalogs.severalVersions())
                .and(planStarted("enterprise").at("2026-03-04T23:59:59.999Z"))
                .when(planStarted("enterprise", 1, "$0").at("2026-03-05T00:00:00Z"))
                .then(posted(ALLOWANCE, LAPSED, "$500"))
                .leaves(wholeAllowance("$0"), allowance("$0"));
    }

    @Test void old_and_new_are_those_of_the_version_that_decides() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-06-20T00:00:00Z"))
                .leaves(wholeAllowance("$10"))
                .when(planAnchored("enterprise", "2026-06-20T00:00:00Z").at("2026-07-05T00:00:00Z"))
                .leaves(wholeAllowance("$250"));
    }

    @Test void a_version_that_is_not_prorated_gives_the_new_whole() {
        under(Catalogs.severalVersions())
                .and(planStarted("max").at("2026-04-20T00:00:00Z"))
                .when(planStarted("team", 2).at("2026-05-05T00:00:00Z"))
                .leaves(wholeAllowance("$70"));
    }

    @Test void a_new_relation_is_not_prorated() {
        under(PRORATED).and(planStarted("free")).when(planStarted("pro").at(HALF))
                .then(posted(ALLOWANCE, LAPSED, "$2"), posted(PLAN, ALLOWANCE, "$20"));
        under(PRORATED).and(planStarted("pro"))
                .when(planAnchored("enterprise", "2026-01-20T00:00:00Z").at(HALF))
                .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$500"));
    }

    @Test void an_allowance_past_a_long_saturates() {
        Cycle cycle = Cycle.of(Happening.millis(Scenario.FIRST_TIME), 0);
        assertThat(Proration.of(Long.MAX_VALUE, cycle, cycle.start())).isEqualTo(Long.MAX_VALUE);
        assertThat(Proration.of(Long.MAX_VALUE, cycle, cycle.end() - 1))
                .isEqualTo(Long.MAX_VALUE / (cycle.end() - cycle.start()));
    }

    @Test void every_part_is_what_unbounded_integers_say(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Cycle cycle = Cycle.of(random.nextLong(Bounds.MIN_TIME, Bounds.TIME_END), 0);
            long clock = random.nextLong(cycle.start(), cycle.end());
            long amount = random.nextLong() >>> random.nextInt(1, 64);
            BigInteger exact = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(cycle.end() - clock))
                    .divide(BigInteger.valueOf(cycle.end() - cycle.start()));
            assertThat(Proration.of(amount, cycle, clock))
                    .as("%d in %s at %d", amount, cycle, clock).isEqualTo(exact.longValueExact());
        }
    }

    /**
     * From a cycle's start on and under one version, the whole is each plan's share of the cycle
     * and the last one's of the rest, but for one cut a change; so changes forth and back leave no
     * more than was paid for, however often. (Where an older version granted the whole, or a cut
     * at zero came between, the last plan's share of the rest is the bound instead.)
     */
    @Test void a_whole_is_what_each_plans_time_paid_for(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            Cycle cycle = Cycle.of(Happening.millis(Scenario.FIRST_TIME), 0);
            long amount = dollars(random);
            Scenario account = under(PRORATED).when(custom(amount, cycle.start()));
            BigInteger paid = BigInteger.ZERO;
            long since = cycle.start();
            int changes = random.nextInt(8);
            for (int k = 0; k < changes; k++) {
                long at = random.nextLong(since, cycle.end());
                paid = paid.add(times(amount, at - since));
                amount = random.nextInt(4) == 0 ? amount : dollars(random);
                since = at;
                account.when(custom(amount, at));
            }
            paid = paid.add(times(amount, cycle.end() - since))
                    .divide(BigInteger.valueOf(cycle.end() - cycle.start()));
            assertThat(account.account().allowance().wholeNanos())
                    .isBetween(paid.longValueExact() - changes, paid.longValueExact() + changes);
        }
    }

    private static Happening custom(long amount, long at) {
        return Happening.change(new Change.PlanStarted("pro", 1, amount))
                .at(UtcTime.format(at));
    }

    private static long dollars(Random random) {
        return random.nextLong(random.nextBoolean() ? 100 : 600 * Money.NANOS_PER_USD);
    }

    private static BigInteger times(long amount, long millis) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(millis));
    }
}
