package dev.extrausage.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Figures in rows.
 *
 * @param title what they are, without a full stop
 * @param columns their heads; the first column is text, the others are numbers
 * @param rows as many cells each as there are columns
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {
    /** Copies the lists; throws {@link IllegalArgumentException} for a row of another length. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        title + ": " + row + " does not fit the columns " + columns);
            }
        }
    }

    /** For a terminal. */
    public String text() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths.add(rows.stream().mapToInt(r -> r.get(column).length())
                    .reduce(columns.get(i).length(), Math::max));
        }
        return title + "\n" + aligned(columns, widths)
                + rows.stream().map(r -> aligned(r, widths)).collect(Collectors.joining());
    }

    private static String aligned(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths.get(i) - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + padding : "  " + padding + cells.get(i));
        }
        return line.toString().stripTrailing() + "\n";
    }

    /** For a document. */
    public String markdown() {
        return "**" + title + "**\n\n" + barred(columns) + "|---" + "|---:".repeat(
                columns.size() - 1) + "|\n"
                + rows.stream().map(Table::barred).collect(Collectors.joining());
    }

    private static String barred(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
