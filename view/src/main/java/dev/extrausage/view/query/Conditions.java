package dev.extrausage.view.query;

import dev.extrausage.view.database.SqlTables;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The conditions of one statement, all of which must hold, and their values. */
final class Conditions {
    private final StringBuilder text;
    private final List<Object> values;

    Conditions(String first, Object... values) {
        text = new StringBuilder(first);
        this.values = new ArrayList<>(Arrays.asList(values));
    }

    /** Adds one, unless there is no value to compare with. */
    void add(String condition, Object value) {
        if (value != null) {
            addAll(condition, value);
        }
    }

    /** Adds one with all its values. */
    void addAll(String condition, Object... more) {
        text.append(" and ").append(condition);
        values.addAll(Arrays.asList(more));
    }

    /** The statement {@code select where … rest}, with its values. */
    PreparedStatement bind(SqlTables tables, String select, String rest) throws SQLException {
        return tables.bind(select + " where " + text + " " + rest, values.toArray());
    }
}
