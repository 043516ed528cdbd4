package dev.extrausage.view.rows;

import java.util.List;

/**
 * Some rows of a longer list.
 *
 * @param rows in the list's order
 * @param next where the list goes on, to be handed back as it is; null at the end
 */
public record Slice<T>(List<T> rows, String next) {
    /** Copies the list. */
    public Slice {
        rows = List.copyOf(rows);
    }
}
