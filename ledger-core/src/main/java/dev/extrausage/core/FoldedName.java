package dev.extrausage.core;

/** Names of apps, models, tiers and units, compared with ASCII capitals folded (section 3). */
public final class FoldedName {
    private FoldedName() {}

    /** The name with {@code A} to {@code Z} as small letters; the same object if it has none. */
    public static String of(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isCapital(name.charAt(i))) {
                return folded(name);
            }
        }
        return name;
    }

    private static String folded(String name) {
        char[] chars = name.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (isCapital(chars[i])) {
                chars[i] += 'a' - 'A';
            }
        }
        return new String(chars);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
