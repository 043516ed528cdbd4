package dev.extrausage.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text whose columns are as wide as what stands in them. */
public final class TextTable {
    private static final String BETWEEN = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /** Columns with these heads; one that begins with {@code >} is set to the right. */
    public TextTable(String... heads) {
        right = new boolean[heads.length];
        String[] first = new String[heads.length];
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            first[i] = right[i] ? heads[i].substring(1) : heads[i];
        }
        rows.add(first);
    }

    /** One more row, with as many cells as there are columns; null is an empty cell. */
    public TextTable row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + right.length + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i] == null ? "" : cells[i].toString();
        }
        rows.add(row);
        return this;
    }

    /** True if it has no row but its heads. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, each after {@code indent}, without spaces at their ends. */
    public List<String> lines(String indent) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> (indent + line(row, widths)).stripTrailing()).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String space = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : BETWEEN).append(right[i] ? space + row[i] : row[i] + space);
        }
        return line.toString();
    }
}
