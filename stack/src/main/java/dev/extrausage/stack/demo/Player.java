package dev.extrausage.stack.demo;

import dev.extrausage.core.Change;
import dev.extrausage.core.Money;
import dev.extrausage.payments.simulated.SimulatedCard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An account of the demo: who it is, and what it does besides working. Built line by line. */
final class Player {
    private final String name;
    private final Habit habit;
    private final List<Deed> deeds = new ArrayList<>();
    private Duration joined = Duration.ofMinutes(5);
    private int members = 1;
    private int leastChatCents = 20;
    private int mostChatCents = 80;
    private int topUpUsd;
    private SimulatedCard card = SimulatedCard.OK;

    Player(String name, Habit habit) {
        this.name = name;
        this.habit = habit;
    }

    Player joins(int day) {
        joined = Duration.ofDays(day).plusMinutes(5);
        return this;
    }

    Player on(String plan) {
        return on(plan, 1);
    }

    Player on(String plan, int seats) {
        members = seats;
        return does(joined, new Change.PlanStarted(plan, seats, null));
    }

    Player moves(int day, String plan, int seats) {
        members = seats;
        return on(day, new Change.PlanStarted(plan, seats, null));
    }

    /** The starter credit is offered a day after the beginning, and claimed another day later. */
    Player starter(Integer historyUsd) {
        return offered(historyUsd).does(joined.plusHours(40), new Change.StarterCreditClaimed());
    }

    Player offered(Integer historyUsd) {
        return does(joined.plusHours(22), new Change.StarterCreditOffered(
                historyUsd == null ? null : (Long) usd(historyUsd)));
    }

    Player reloads(int belowUsd, int amountUsd, Integer capUsd) {
        return does(joined.plusMinutes(10), new Change.AutoReloadSet(true, usd(belowUsd),
                usd(amountUsd), capUsd == null ? null : (Long) usd(capUsd)));
    }

    Player limits(int usd) {
        return does(joined.plusMinutes(12), new Change.SpendLimitSet(usd(usd)));
    }

    /** Buys so much by hand when a request was blocked for want of it. */
    Player tops(int usd) {
        topUpUsd = usd;
        return this;
    }

    Player chats(int leastCents, int mostCents) {
        leastChatCents = leastCents;
        mostChatCents = mostCents;
        return this;
    }

    Player pays(SimulatedCard with) {
        card = with;
        return this;
    }

    Player on(int day, Change change) {
        return does(Duration.ofDays(day).plusHours(9), change);
    }

    /** Support does it, and says why. */
    Player on(int day, int hour, Change change, String note) {
        deeds.add(new Deed.Changed(Duration.ofDays(day).plusHours(hour), change, note));
        return this;
    }

    Player on(int day, Incident incident) {
        deeds.add(new Deed.Befell(Duration.ofDays(day).plusHours(15), incident));
        return this;
    }

    private Player does(Duration after, Change change) {
        deeds.add(new Deed.Changed(after, change, null));
        return this;
    }

    static long usd(int dollars) {
        return dollars * Money.NANOS_PER_USD;
    }

    String name() {
        return name;
    }

    Habit habit() {
        return habit;
    }

    Duration joined() {
        return joined;
    }

    /** In the order in which they are done. */
    List<Deed> deeds() {
        return deeds.stream().sorted(java.util.Comparator.comparing(Deed::after)).toList();
    }

    int members() {
        return members;
    }

    int leastChatCents() {
        return leastChatCents;
    }

    int mostChatCents() {
        return mostChatCents;
    }

    int topUpUsd() {
        return topUpUsd;
    }

    SimulatedCard card() {
        return card;
    }
}
