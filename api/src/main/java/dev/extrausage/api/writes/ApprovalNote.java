package dev.extrausage.api.writes;

/**
 * The note of a refund that two persons decided: why the first asked for it, and that and why the
 * second agreed. It has at most 500 characters (SPEC 4), so long texts are cut: the case on the
 * attention list keeps the first whole.
 */
final class ApprovalNote {
    private static final int MOST = 500;
    private static final int MOST_OF_FIRST = 200;

    private ApprovalNote() {}

    /**
     * The note in full.
     *
     * @param first why it was asked for
     * @param asker the first person's credential
     * @param approver the second's
     * @param second why it was agreed to
     */
    static String of(String first, String asker, String approver, String second) {
        String begin = begin(first, asker) + approver + ": ";
        return begin + cut(second, MOST - begin.codePointCount(0, begin.length()) - 1) + ")";
    }

    /** True if {@code note} is that of such a refund, asked for with that reason. */
    static boolean isOf(String note, String first, String asker) {
        return note != null && note.startsWith(begin(first, asker));
    }

    private static String begin(String first, String asker) {
        return cut(first, MOST_OF_FIRST) + " (asked for by " + asker + ", approved by ";
    }

    /** The text, or its beginning and an ellipsis: at most so many characters. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
