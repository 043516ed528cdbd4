package dev.extrausage.stack.demo;

import dev.extrausage.core.Plan;
import dev.extrausage.journal.reports.TextTable;
import dev.extrausage.schemas.Balance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the audience sees at the end: everybody in a row, under the heading of their habit. */
final class Programme {
    private static final List<String> FIRST_PARTY =
            List.of("claude.ai", "claude-mobile", "claude-desktop");
    private static final List<String> CURSOR = List.of("cursor");
    private static final List<String> CLAUDE_CODE = List.of("claude-code");
    private static final List<String> OTHERS = List.of("windsurf", "cline");

    private final Play play;
    private final Map<String, Plan> plans;
    private final Instant end;

    private Programme(Play play, Map<String, Plan> plans, Instant end) {
        this.play = play;
        this.plans = plans;
        this.end = end;
    }

    /** The lines, at most 118 characters wide; {@code plans}: the catalog's. */
    static List<String> of(Play play, Map<String, Plan> plans, Instant end) {
        return new Programme(play, plans, end).lines();
    }

    private List<String> lines() {
        TextTable table = new TextTable("account", "plan", "plan used", ">extra", ">claude",
                ">cursor", ">code", ">others", ">top-ups", ">reloads", ">decl.", ">blocked",
                ">lasts");
        List<Worker> order = Arrays.stream(Habit.values())
                .flatMap(this::withHabit).toList();
        order.forEach(worker -> row(table, worker));
        total(table, order);
        return grouped(table.lines(""), order);
    }

    private Stream<Worker> withHabit(Habit habit) {
        return play.workers().stream().filter(w -> w.player().habit() == habit);
    }

    /** Puts the habits' headings between the rows. */
    private static List<String> grouped(List<String> rows, List<Worker> order) {
        List<String> lines = new ArrayList<>();
        lines.add(rows.get(0));
        Habit last = null;
        for (int i = 0; i < order.size(); i++) {
            Habit habit = order.get(i).player().habit();
            if (habit != last) {
                lines.add("");
                lines.add("── " + habit.title());
                last = habit;
            }
            lines.add(rows.get(i + 1));
        }
        lines.add("");
        lines.add(rows.get(order.size() + 1));
        return lines;
    }

    private void row(TextTable table, Worker worker) {
        String account = worker.player().name();
        Balance balance = play.scoreboard().balance(account);
        Tally tally = play.scoreboard().tally(account);
        table.row(account, plan(balance),
                balance.getClosed() ? "closed"
                        : Figures.used(
                                balance.getAllowanceNanos(), balance.getAllowanceLeftNanos()),
                Figures.usd(balance.getExtraUsageNanos()),
                spent(List.of(tally), FIRST_PARTY), spent(List.of(tally), CURSOR),
                spent(List.of(tally), CLAUDE_CODE), spent(List.of(tally), OTHERS),
                Figures.lots(tally.topUps().nanos(), tally.topUps().count()),
                Figures.lots(tally.reloads().nanos(), tally.reloads().count()),
                Figures.count(tally.declined()), Figures.count(worker.blocked()),
                balance.getExtraUsageNanos() == 0 ? ""
                        : Figures.days(tally.rate().lasts(balance, end)));
    }

    private String plan(Balance balance) {
        boolean perSeat = plans.get(balance.getPlan()).perSeat();
        return balance.getPlan() + (perSeat ? " ×" + balance.getSeats() : "");
    }

    private static String spent(List<Tally> tallies, List<String> apps) {
        return Figures.usd(tallies.stream().mapToLong(
                t -> apps.stream().mapToLong(t::spentNanos).sum()).sum());
    }

    private void total(TextTable table, List<Worker> all) {
        List<Tally> tallies = all.stream()
                .map(w -> play.scoreboard().tally(w.player().name())).toList();
        table.row("all " + all.size(), "", "",
                Figures.usd(all.stream().mapToLong(w -> play.scoreboard()
                        .balance(w.player().name()).getExtraUsageNanos()).sum()),
                spent(tallies, FIRST_PARTY), spent(tallies, CURSOR), spent(tallies, CLAUDE_CODE),
                spent(tallies, OTHERS),
                Figures.usd(tallies.stream().mapToLong(t -> t.topUps().nanos()).sum()),
                Figures.usd(tallies.stream().mapToLong(t -> t.reloads().nanos()).sum()),
                Figures.count(tallies.stream().mapToLong(Tally::declined).sum()),
                Figures.count(all.stream().mapToLong(Worker::blocked).sum()), "");
    }
}
