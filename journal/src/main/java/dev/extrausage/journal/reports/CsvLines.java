package dev.extrausage.journal.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values after RFC 4180, one string a line, without its end. A cell of text that a
 * spreadsheet would take for a formula gets an apostrophe in front: app and session names are
 * chosen by strangers, and a finance team opens this file.
 */
public final class CsvLines {
    private static final String FORMULA_BEGINS = "=+-@\t\r";

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    /** A file whose first line names its columns. */
    public CsvLines(String... heads) {
        columns = heads.length;
        row((Object[]) heads);
    }

    /** One more line; null is an empty cell, and whatever is no text is written as it prints. */
    public CsvLines row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a file of " + columns + " columns");
        }
        lines.add(line(cells));
        return this;
    }

    /** One line by itself, without its end. */
    public static String line(Object... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        return line.toString();
    }

    /** All lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        // A spreadsheet reads 1E-9 as it likes.
        String text = value instanceof BigDecimal d ? d.toPlainString() : value.toString();
        if (value instanceof String && !text.isEmpty()
                && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
