package dev.extrausage.cli.text;

import dev.extrausage.schemas.Balance;
import dev.extrausage.stack.demo.DemoLink;
import dev.extrausage.stack.demo.DemoProgress;
import dev.extrausage.stack.demo.DemoResult;
import dev.extrausage.stack.demo.DemoResult.Row;
import dev.extrausage.stack.demo.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo for people: a line of progress, and everybody in a row under the habit's heading. */
public final class DemoText {
    private static final List<String> FIRST_PARTY =
            List.of("claude.ai", "claude-mobile", "claude-desktop");
    private static final List<String> CURSOR = List.of("cursor");
    private static final List<String> CLAUDE_CODE = List.of("claude-code");
    private static final List<String> OTHERS = List.of("windsurf", "cline");

    private DemoText() {}

    /** The line about how far the demo is. */
    public static String of(DemoProgress progress) {
        return String.format(Locale.ROOT, "day %2d of %d   %,9d inputs decided   %,6d requests"
                + " blocked   %d s", progress.day(), progress.days(), progress.decided(),
                progress.blocked(), progress.seconds());
    }

    /** The page about what came of the demo, at most 118 characters wide. */
    public static List<String> of(DemoResult result) {
        TextTable table = new TextTable("account", "plan", "plan used", ">extra", ">claude",
                ">cursor", ">code", ">others", ">top-ups", ">reloads", ">decl.", ">blocked",
                ">lasts");
        result.rows().forEach(row -> row(table, row, result.end()));
        total(table, result.rows());
        List<String> lines = grouped(table.lines(""), result.rows());
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%,d inputs decided in %d s, %,d a second; at the"
                + " fastest %,d a second.", result.decided(), result.seconds(),
                result.perSecond(), result.fastestPerSecond()));
        return lines;
    }

    /** The page about the demo that goes on. */
    public static List<String> live(String url, List<DemoLink> links) {
        List<String> lines = new ArrayList<>();
        lines.add("It goes on at " + url + " until Ctrl-C. Each link signs one browser in, once,"
                + " within ten minutes:");
        links.forEach(link -> {
            lines.add("");
            lines.add("  " + link.about());
            lines.add("  " + link.url());
        });
        lines.add("");
        lines.add("Within a minute or two an auto-reload is charged, a spend limit is reached and"
                + " a card is declined.");
        return lines;
    }

    /** Puts the habits' headings between the rows. */
    private static List<String> grouped(List<String> lines, List<Row> rows) {
        List<String> grouped = new ArrayList<>();
        grouped.add(lines.get(0));
        String last = null;
        for (int i = 0; i < rows.size(); i++) {
            String habit = rows.get(i).habit();
            if (!habit.equals(last)) {
                grouped.add("");
                grouped.add("── " + habit);
                last = habit;
            }
            grouped.add(lines.get(i + 1));
        }
        grouped.add("");
        grouped.add(lines.get(rows.size() + 1));
        return grouped;
    }

    private static void row(TextTable table, Row row, Instant end) {
        Balance balance = row.balance();
        Tally tally = row.tally();
        table.row(row.account(), plan(row),
                balance.getClosed() ? "closed"
                        : DemoFigures.used(
                                balance.getAllowanceNanos(), balance.getAllowanceLeftNanos()),
                DemoFigures.usd(balance.getExtraUsageNanos()),
                spent(List.of(row), FIRST_PARTY), spent(List.of(row), CURSOR),
                spent(List.of(row), CLAUDE_CODE), spent(List.of(row), OTHERS),
                DemoFigures.lots(tally.topUps().nanos(), tally.topUps().count()),
                DemoFigures.lots(tally.reloads().nanos(), tally.reloads().count()),
                DemoFigures.count(tally.declined()), DemoFigures.count(row.blocked()),
                balance.getExtraUsageNanos() == 0 ? ""
                        : DemoFigures.days(tally.rate().lasts(balance, end)));
    }

    private static String plan(Row row) {
        return row.balance().getPlan()
                + (row.isPerSeat() ? " ×" + row.balance().getSeats() : "");
    }

    private static String spent(List<Row> rows, List<String> apps) {
        return DemoFigures.usd(rows.stream().mapToLong(
                row -> apps.stream().mapToLong(row.tally()::spentNanos).sum()).sum());
    }

    private static void total(TextTable table, List<Row> all) {
        table.row("all " + all.size(), "", "",
                DemoFigures.usd(all.stream().mapToLong(
                        row -> row.balance().getExtraUsageNanos()).sum()),
                spent(all, FIRST_PARTY), spent(all, CURSOR), spent(all, CLAUDE_CODE),
                spent(all, OTHERS),
                DemoFigures.usd(all.stream().mapToLong(row -> row.tally().topUps().nanos()).sum()),
                DemoFigures.usd(all.stream().mapToLong(row -> row.tally().reloads().nanos()).sum()),
                DemoFigures.count(all.stream().mapToLong(row -> row.tally().declined()).sum()),
                DemoFigures.count(all.stream().mapToLong(Row::blocked).sum()), "");
    }
}
