package dev.extrausage.stack.demo;

import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/** The requests of an account's apps on one day, for so many dollars, mostly after noon. */
final class Workday {
    private static final long CENT = 10_000_000L;
    private static final int FIRST_MINUTE = 8 * 60;
    private static final int MINUTES = 16 * 60;
    private static final int NOON = 13 * 60;
    private static final int EVENING = 18 * 60;

    private final Player player;
    private final LocalDate date;
    private final ToLongFunction<UsageEvent> price;
    private final Random random;
    private final List<UsageEvent> requests = new ArrayList<>();

    private Workday(Player player, LocalDate date, long seed, ToLongFunction<UsageEvent> price) {
        this.player = player;
        this.date = date;
        this.price = price;
        // One source for each account and day: what one does changes nothing for another.
        random = new Random(seed * 1_000_003L + player.name().hashCode());
    }

    /**
     * Requests in the order of their times; the same for the same player, seed and kind of day.
     *
     * @param price nano-USD
     */
    static List<UsageEvent> of(
            Player player, LocalDate date, long seed, ToLongFunction<UsageEvent> price) {
        Workday day = new Workday(player, date, seed, price);
        Habit habit = player.habit();
        day.work(habit.requests(), day.isWeekend() ? habit.leastCents()
                : day.between(habit.leastCents(), habit.mostCents()));
        day.work(Request.FIRST_PARTY, day.between(player.leastChatCents(), player.mostChatCents()));
        day.requests.sort(Comparator.comparingLong(UsageEvent::occurredAt));
        return day.requests;
    }

    private boolean isWeekend() {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private void work(List<Request> kinds, int cents) {
        for (long spent = 0; spent < cents * CENT;) {
            UsageEvent request = request(kinds.get(random.nextInt(kinds.size())));
            requests.add(request);
            spent += price.applyAsLong(request);
        }
    }

    private UsageEvent request(Request kind) {
        // The mean of two draws: few at breakfast and at midnight, most in between.
        int minute = FIRST_MINUTE + (random.nextInt(MINUTES) + random.nextInt(MINUTES)) / 2;
        long time = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
                + minute * 60_000L + random.nextInt(60_000);
        String member = player.members() == 1 ? null
                : player.name() + "-" + (1 + random.nextInt(player.members()));
        String about = player.name() + " " + requests.size() + " " + random.nextLong();
        return kind.at(time, EventId.derived(time, about), player.name(), member,
                session(kind, member, minute), random);
    }

    /** A sitting, in the morning, after noon or at night, goes on with one session. */
    private String session(Request kind, String member, int minute) {
        String part = minute < NOON ? "morning" : minute < EVENING ? "afternoon" : "evening";
        return kind.app() + "-" + date + "-" + part + (member == null ? "" : "-" + member);
    }

    /** The day that holds {@code millis}. */
    static LocalDate dateOf(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
