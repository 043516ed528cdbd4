package dev.extrausage.catalog;

import dev.extrausage.core.CatalogVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a version as YAML for people: in the order of the contract's example, with a line for each
 * model and plan. {@link CatalogFile} reads it as the same version.
 */
public final class VersionYaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");
    private static final List<String> LINE_BY_LINE = List.of("prices", "model_aliases", "plans");

    private VersionYaml() {}

    /** Returns the lines of a catalog that has this version alone. */
    public static List<String> catalogOf(CatalogVersion version) {
        List<String> lines = new ArrayList<>();
        lines.add("versions:");
        VersionTree.of(version).forEach((key, node) -> {
            String start = (lines.size() == 1 ? "  - " : "    ") + key + ":";
            if (node instanceof Map<?, ?> map && !map.isEmpty() && LINE_BY_LINE.contains(key)) {
                lines.add(start);
                map.forEach((name, child) ->
                        lines.add("      " + scalar((String) name) + ": " + flow(child)));
            } else {
                lines.add(start + " " + flow(node));
            }
        });
        return lines;
    }

    private static String flow(Object node) {
        if (node instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, child) -> entries.add(scalar((String) key) + ": " + flow(child)));
            return "{" + String.join(", ", entries) + "}";
        }
        if (node instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(VersionYaml::flow).toList()) + "]";
        }
        return node instanceof String text ? scalar(text) : node.toString();
    }

    /** Quotes all that YAML could take for something else than the text. */
    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() || TIME.matcher(text).matches();
        if (plain && !text.equals("null")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        CatalogVersionJson.appendText(quoted, text);
        return quoted.toString();
    }
}
