package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Laws of usage given back, chargebacks and scheduled plans, in every history (P9, P10). */
class CorrectionLawsTest {
    /**
     * All that usage took comes back at once: allowance, extra usage and spending are as if the
     * usage had not been. Apart from that stay U7's sums; what late usage drew from the cycle
     * before; what no pool paid; and, where a grant can take nothing more (its payment was charged
     * back, or it is forgotten), credit and spending, since its usage becomes a free lot.
     */
    @Test void usage_given_back_at_once_restores_balances_and_sums() {
        Law.everyStep((step, catalog) -> {
            List<Change.UsageReversed> taken = taken(step);
            if (taken.isEmpty()) {
                return;
            }
            Account without = idle(step, catalog);
            Account after = step.after();
            Set<String> inLots = new TreeSet<>();
            long boughtInLots = 0;
            for (Change.UsageReversed c : taken) {
                boolean bought =
                        c.grantId() != null && without.grant(c.grantId()).kind().isBought();
                Decision back = decide(after, after.clock(), c, catalog);
                assertThat(back.entry().outcome()).as("%s", back).isEqualTo(Outcome.APPLIED);
                after = back.account();
                if (after.grant(HashedName.ofReversedUsage(
                        c.usageEventId(), String.valueOf(c.grantId()))) != null) {
                    inLots.add(c.grantId());
                    boughtInLots += bought ? c.amountNanos() : 0;
                }
            }
            assertThat(after.extraUsageNanos()).isEqualTo(without.extraUsageNanos());
            assertThat(after.allowance().leftNanos()).isEqualTo(without.allowance().leftNanos());
            assertThat(after.allowance().usedNanos()).isEqualTo(without.allowance().usedNanos());
            assertThat(after.spentNanos()).isEqualTo(without.spentNanos() + boughtInLots);
            assertThat(after.thirdPartyUse()).isEqualTo(step.after().thirdPartyUse());
            assertThat(left(after, inLots)).isEqualTo(left(without, inLots));
        });
    }

    @Test void usage_given_back_twice_changes_nothing_the_second_time() {
        Law.everyStep((step, catalog) -> {
            for (Change.UsageReversed c : taken(step)) {
                Account once = decide(step.after(), step.after().clock(), c, catalog).account();
                Decision twice = decide(once, once.clock(), c, catalog);
                if (c.pool() == Pool.EXTRA_USAGE) {
                    assertThat(twice.entry().outcome()).isEqualTo(Outcome.NO_CHANGE);
                    assertThat(twice.account().grants()).isEqualTo(once.grants());
                }
            }
        });
    }

    @Test void a_chargeback_takes_no_more_than_its_grant_has() {
        Law.everyStep((step, catalog) -> {
            if (step.entry().sequence() % 3 > 0) {
                return;
            }
            Account before = idle(step.after(), catalog);
            for (Grant grant : before.grants().subList(0, Math.min(3, before.grants().size()))) {
                for (long amount : new long[] {1, Money.MAX_AMOUNT_NANOS}) {
                    Decision back = decide(before, before.clock(), new Change.PaymentReversed(
                            "law", grant.grantId(), amount), catalog);
                    boolean bought = grant.kind().isBought();
                    assertThat(back.account().extraUsageNanos()).isEqualTo(before.extraUsageNanos()
                            - (bought ? Math.min(amount, grant.leftNanos()) : 0));
                    assertThat(lost(back)).isEqualTo(bought ? amount : 0);
                }
            }
        });
    }

    /** With a single roll: over several, C3 counts the new plan's whole as that of each. */
    @Test void a_scheduled_plan_equals_starting_it_at_the_roll() {
        Law.everyStep((step, catalog) -> {
            Account open = step.after();
            if (!open.isOpen() || open.sequence() % 4 > 0
                    || open.subscription().cycle().end() >= Bounds.TIME_END) {
                return;
            }
            Subscription now = open.subscription();
            List<String> plans = List.copyOf(catalog.at(open.clock()).plans().keySet());
            String plan = plans.get((int) (open.sequence() / 4 % plans.size()));
            if (!plans.contains(now.plan())) {
                // A plan that the version does not have cannot be named to end what is scheduled.
                return;
            }
            long end = now.cycle().end();
            Account scheduled = rolled(decide(open, open.clock(),
                    new Change.PlanChangeScheduled(plan, 2, null), catalog).account(), end,
                    catalog);
            Account unscheduled = rolled(decide(open, open.clock(), new Change.PlanChangeScheduled(
                    now.plan(), now.seats(), now.customAllowanceNanos()), catalog).account(), end,
                    catalog);
            Account started = decide(unscheduled, end,
                    new Change.PlanStarted(plan, 2, null, end), catalog).account();
            assertThat(scheduled.subscription()).isEqualTo(started.subscription());
            assertThat(scheduled.allowance()).isEqualTo(started.allowance());
            assertThat(scheduled.thirdPartyUse()).isEqualTo(started.thirdPartyUse());
            assertThat(scheduled.grants()).isEqualTo(started.grants());
            assertThat(scheduled.spentNanos()).isEqualTo(started.spentNanos());
        });
    }

    /** The corrections that give back what the step's usage took of the two pools. */
    private static List<Change.UsageReversed> taken(Run.Step step) {
        List<Change.UsageReversed> taken = new ArrayList<>();
        if (step.input().event() instanceof UsageEvent usage) {
            for (Posting p : step.entry().postings()) {
                if (p.to() == Pool.USAGE
                        && (p.from() == Pool.ALLOWANCE || p.from() == Pool.EXTRA_USAGE)) {
                    taken.add(p.amountNanos() > Money.MAX_AMOUNT_NANOS ? null
                            : new Change.UsageReversed(
                                    usage.eventId(), p.from(), p.grantId(), p.amountNanos()));
                }
            }
        }
        // An event cannot name more than ten million dollars.
        return taken.contains(null) ? List.of() : taken;
    }

    private static Map<String, Long> left(Account account, Set<String> but) {
        return account.grants().stream().filter(Grant::isLive)
                .filter(g -> g.kind() != GrantKind.REVERSAL && !but.contains(g.grantId()))
                .collect(Collectors.toMap(
                        Grant::grantId, Grant::leftNanos, Long::sum, TreeMap::new));
    }

    private static long lost(Decision decision) {
        return decision.entry().postings().stream().filter(p -> p.to() == Pool.CHARGEBACKS)
                .mapToLong(Posting::amountNanos).sum();
    }

    /** The account as time alone would have left it in the step's place. */
    private static Account idle(Run.Step step, Catalog catalog) {
        Event event = step.input().event();
        return Ledger.decide(step.before(), new Input(new AccountEvent(event.eventId(),
                event.accountId(), event.occurredAt(), "law", new Change.CreditVoided("nothing")),
                step.input().receivedAt()), catalog).account();
    }

    private static Account idle(Account account, Catalog catalog) {
        return account.clock() == null ? account : decide(account, account.clock(),
                new Change.CreditVoided("nothing"), catalog).account();
    }

    private static Account rolled(Account account, long end, Catalog catalog) {
        return decide(account, end, new Change.TimePassed(end), catalog).account();
    }

    private static Decision decide(Account account, long time, Change change, Catalog catalog) {
        Event event = new AccountEvent(EventId.derived(time, "law"), account.accountId(), time,
                "law", change);
        return Ledger.decide(account, new Input(event, time), catalog);
    }
}
