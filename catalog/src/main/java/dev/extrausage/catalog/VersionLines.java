package dev.extrausage.catalog;

import dev.extrausage.core.CatalogVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A catalog version as lines, one for each value, in the order of the contract's example: {@code
 * plans.pro.allowance_usd: 20}. Lines are canonical as {@link CatalogVersionJson} is: two versions
 * have the same lines exactly when they have the same hash.
 */
public final class VersionLines {
    private VersionLines() {}

    /** Returns all lines of a version. */
    public static List<String> of(CatalogVersion version) {
        List<String> lines = new ArrayList<>();
        byKeys(version).forEach((keys, value) -> lines.add(String.join(".", keys) + ": " + value));
        return lines;
    }

    /**
     * Returns the first line of {@code was} that {@code is} does not have, or has with another
     * value; else the first that {@code is} has in addition; null when they mean the same.
     */
    public static Difference firstDifference(CatalogVersion was, CatalogVersion is) {
        return firstDifference(was, is, line -> 0);
    }

    /**
     * Returns the difference that comes first in a file, of those on one line the first as above;
     * null when they mean the same.
     *
     * @param lineOf the number of the file's line that has the value of these keys
     */
    public static Difference firstDifference(
            CatalogVersion was, CatalogVersion is, ToIntFunction<List<String>> lineOf) {
        return differences(was, is).stream()
                .min(Comparator.comparingInt(line -> lineOf.applyAsInt(line.keys()))).orElse(null);
    }

    /** Returns all lines that differ: those of {@code was} first, then what {@code is} adds. */
    public static List<Difference> differences(CatalogVersion was, CatalogVersion is) {
        Map<List<String>, String> before = byKeys(was);
        Map<List<String>, String> after = byKeys(is);
        List<Difference> all = new ArrayList<>();
        before.forEach((keys, value) -> {
            String now = after.remove(keys);
            if (!value.equals(now)) {
                all.add(new Difference(keys, value, now));
            }
        });
        after.forEach((keys, value) -> all.add(new Difference(keys, null, value)));
        return all;
    }

    /**
     * A line that two versions do not share.
     *
     * @param keys its keys from the version down
     * @param was the value in the first version; null: it has no such line
     * @param is the value in the second version; null: it has no such line
     */
    public record Difference(List<String> keys, String was, String is) {
        /** The keys, joined with dots. */
        public String path() {
            return String.join(".", keys);
        }

        /** The difference in words: {@code plans.pro.allowance_usd was 20 and is 25}. */
        @Override public String toString() {
            if (was == null) {
                return path() + " was not there and is " + is;
            }
            return path() + " was " + was + " and is " + (is == null ? "not there" : is);
        }
    }

    private static Map<List<String>, String> byKeys(CatalogVersion version) {
        Map<List<String>, String> lines = new LinkedHashMap<>();
        flatten(List.of(), VersionTree.of(version), lines);
        return lines;
    }

    private static void flatten(
            List<String> keys, Map<?, ?> tree, Map<List<String>, String> lines) {
        tree.forEach((key, node) -> {
            List<String> path = new ArrayList<>(keys);
            path.add((String) key);
            if (node instanceof Map<?, ?> map) {
                flatten(path, map, lines);
            } else {
                lines.put(path, node.toString());
            }
        });
    }
}
