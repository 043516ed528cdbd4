package dev.extrausage.journal.proof;

import dev.extrausage.journal.redecide.Difference;
import java.util.List;

/** A partition of a topic, as the place of what is found there. */
record Place(String topic, int partition, Findings findings) {
    void report(FindingKind kind, long offset, String account, Long sequence, String text) {
        report(kind, offset, account, sequence, text, List.of());
    }

    void report(FindingKind kind, Long offset, String account, Long sequence, String text,
            List<Difference> differences) {
        findings.add(new Finding(
                kind, topic, partition, offset, account, sequence, text, differences));
    }
}
