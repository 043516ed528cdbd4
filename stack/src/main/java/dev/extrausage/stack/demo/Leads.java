package dev.extrausage.stack.demo;

import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.payments.simulated.SimulatedCard;
import dev.extrausage.stack.Stack;
import java.util.List;
import java.util.Set;

/**
 * The accounts that the demo's links lead to. What can happen to an account happens to one of them,
 * so that no part of a page is empty; most of it to {@link #TEAM}.
 */
final class Leads {
    /** A team with members, all kinds of credit, and all kinds of corrections. */
    static final String TEAM = "northwind";
    /** A person with small amounts. */
    static final String PERSON = "mira";
    /** The starter credit on offer to it has not been claimed. */
    static final String OFFERED = "pia";
    /** Its card is declined, so its auto-reload is suspended. */
    static final String SUSPENDED = "otto";
    /** Buys by hand with a card that is declined. */
    static final String DECLINED = "wanda";
    /** Has a spend limit. */
    static final String LIMITED = "nia";
    /** Its extra usage is switched off. */
    static final String SWITCHED_OFF = "sven";
    /** Its card takes no refund. */
    static final String UNPAID_BACK = "remy";
    /** Closed before the end. */
    static final String CLOSED = "nimbus";
    /** All of them. */
    static final Set<String> NAMES = Set.of(TEAM, PERSON, OFFERED, SUSPENDED, DECLINED, LIMITED,
            SWITCHED_OFF, UNPAID_BACK, CLOSED);
    private static final long DAY_MILLIS = 86_400_000L;

    private Leads() {}

    /** Links to what is worth a look, best first. */
    static List<DemoLink> links(Stack stack) {
        return List.of(
                new DemoLink("all accounts, as an operator; then " + stack.apiUrl() + "/accounts/"
                        + TEAM + " is the fullest page", stack.operatorLink()),
                owner(stack, TEAM, "a team that everything has happened to"),
                new DemoLink("a member of " + TEAM, stack.portalLink(TEAM, TEAM + "-1")),
                owner(stack, PERSON, "one person"),
                owner(stack, OFFERED, "has credit to claim"),
                owner(stack, LIMITED, "is about to reach its spend limit"),
                owner(stack, SUSPENDED, "its card is declined, its auto-reload suspended"));
    }

    private static DemoLink owner(Stack stack, String account, String about) {
        return new DemoLink(account + ": " + about, stack.portalLink(account, null));
    }

    /** {@code start} is the demo's beginning, in milliseconds since 1970. */
    static List<Player> all(long start) {
        return List.of(team(start), person(start),
                new Player(SWITCHED_OFF, Habit.MODERATE).on("pro").tops(20).starter(10)
                        .on(25, Incident.BUYS).on(26, new Change.ExtraUsageSwitched(false)),
                new Player(UNPAID_BACK, Habit.MODERATE).on("pro").tops(20)
                        .pays(SimulatedCard.TAKES_NO_REFUND).on(21, Incident.BUYS)
                        .on(22, Incident.MONEY_BACK).on(23, Incident.BUYS)
                        .on(24, Incident.CHARGEBACK));
    }

    private static Player team(long start) {
        return new Player(TEAM, Habit.HEAVY).on("team", 3).chats(300, 600).starter(null)
                .reloads(10, 25, 600).limits(900).tops(50)
                .on(0, new Change.LowBalanceNoticeSet(Player.usd(15)))
                .on(2, Incident.GARBLED)
                .on(4, 9, goodwill("outage", start, 60, 6), "For the outage of Tuesday.")
                .on(8, 9, goodwill("mistaken", start, 10, 40), "For the ticket 4711.")
                .on(8, 13, new Change.CreditVoided("goodwill-mistaken"),
                        "It was for another account.")
                .on(12, Incident.UNPRICED_MODEL)
                .on(20, Incident.BUYS)
                .on(21, Incident.MONEY_BACK)
                .on(22, reloading(10, 25, 600))
                .on(24, Incident.RUNAWAY_JOB)
                .on(26, Incident.USAGE_BACK)
                .on(32, new Change.PlanChangeScheduled("team", 5, null))
                .on(33, 20, goodwill("loyal", start, 20, 60), "A year with us: thank you.");
    }

    private static Player person(long start) {
        return new Player(PERSON, Habit.DAILY).on("pro").starter(60).reloads(5, 15, 400).tops(20)
                .on(1, new Change.LowBalanceNoticeSet(Player.usd(3)))
                .on(3, 9, goodwill("outage", start, 40, 4), "For the outage of Tuesday.")
                .on(16, Incident.BUYS)
                .on(17, Incident.MONEY_BACK)
                .on(18, reloading(5, 15, 400))
                .on(28, Incident.USAGE_BACK)
                .on(29, Incident.RUNAWAY_JOB)
                .on(32, new Change.PlanChangeScheduled("team", 2, null));
    }

    private static Change reloading(int belowUsd, int amountUsd, int capUsd) {
        return new Change.AutoReloadSet(
                true, Player.usd(belowUsd), Player.usd(amountUsd), Player.usd(capUsd));
    }

    private static Change goodwill(String why, long start, int usd, int untilDay) {
        return new Change.CreditGranted("goodwill-" + why, GrantKind.GOODWILL, Player.usd(usd),
                start + untilDay * DAY_MILLIS, null, null);
    }
}
