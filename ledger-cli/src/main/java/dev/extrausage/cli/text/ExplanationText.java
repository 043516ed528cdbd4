package dev.extrausage.cli.text;

import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.explain.Explanation;
import dev.extrausage.journal.reports.explain.Phrases;
import java.util.ArrayList;
import java.util.List;

/** Explanations for people. */
public final class ExplanationText {
    private ExplanationText() {}

    /** Their lines: for each a title, and a sentence a line. */
    public static List<String> of(String accountId, List<Explanation> explanations) {
        List<String> lines = new ArrayList<>();
        for (Explanation explanation : explanations) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(title(accountId, explanation.entry()));
            explanation.sentences().forEach(s -> lines.add("  " + s));
        }
        return lines;
    }

    private static String title(String accountId, WrittenEntry e) {
        return accountId + ", entry " + e.sequence() + (e.usage() == null ? ", received "
                : ", requested " + Phrases.at(e.usage().occurredAt()) + ", received ")
                + Phrases.at(e.cause().receivedAt()) + ": " + e.outcome()
                + (e.reason() == null ? "" : " " + e.reason());
    }
}
