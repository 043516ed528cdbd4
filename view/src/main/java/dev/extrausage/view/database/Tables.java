package dev.extrausage.view.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one partition's tables: {@code $entry} in a statement stands for one. Statements
 * are otherwise the same in both databases. Safe for use by several threads.
 */
final class Tables {
    private static final Pattern NAME = Pattern.compile("\\$([a-z_]+)");

    private final String before;
    private final String after;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** Names that begin and end so; both may be empty. */
    Tables(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** The statement with the names in place. */
    String sql(String statement) {
        return known.computeIfAbsent(statement, text -> NAME.matcher(text)
                .replaceAll(Matcher.quoteReplacement(before) + "$1"
                        + Matcher.quoteReplacement(after)));
    }
}
