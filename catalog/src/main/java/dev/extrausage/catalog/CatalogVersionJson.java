package dev.extrausage.catalog;

import dev.extrausage.core.CatalogVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical JSON of one catalog version, and its hash (section 3).
 *
 * <p>Two versions have the same text exactly when they mean the same: comments, order, capitals in
 * names, trailing zeros and defaults left out make no difference. Keys and units are those of
 * {@code catalog.yaml}. Keys are sorted, there is no white space, decimals are strings without
 * zeros at the end, counts are integers, and everything but visible ASCII is escaped, so the text
 * is reproduced by any JSON library. JSON is YAML, so the reader of {@code catalog.yaml} reads it
 * as well, with all its bounds.
 */
public final class CatalogVersionJson {
    private CatalogVersionJson() {}

    /** Writes a version, on one line. */
    public static String write(CatalogVersion version) {
        StringBuilder out = new StringBuilder();
        append(out, VersionTree.of(version));
        return out.toString();
    }

    /**
     * Reads the JSON of one version, canonical or not.
     *
     * @param name the name that messages give to the text
     * @throws CatalogError when it breaks a rule of section 3
     */
    public static CatalogVersion read(String name, byte[] utf8) {
        return new VersionReader(YamlText.root(name, utf8)).versionAfter(List.of());
    }

    /** The SHA-256 of {@link #write}, in 64 hex digits. */
    public static String sha256(CatalogVersion version) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256")
                    .digest(write(version).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        StringBuilder hex = new StringBuilder();
        for (byte b : hash) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }

    private static void append(StringBuilder out, Object node) {
        if (node instanceof Map<?, ?> map) {
            appendMap(out, map);
        } else if (node instanceof List<?> list) {
            appendList(out, list);
        } else if (node instanceof String text) {
            appendText(out, text);
        } else {
            out.append(node);
        }
    }

    private static void appendMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = new TreeMap<>(map).entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            appendText(out, (String) entry.getKey());
            out.append(':');
            append(out, entry.getValue());
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static void appendList(StringBuilder out, List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i == 0 ? "" : ",");
            append(out, list.get(i));
        }
        out.append(']');
    }

    /** Appends a string of JSON, which is a double-quoted scalar of YAML as well. */
    static void appendText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        out.append('"');
    }
}
