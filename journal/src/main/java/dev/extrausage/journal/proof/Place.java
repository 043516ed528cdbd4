package dev.extrausage.journal.proof;

import dev.extrausage.journal.redecide.Difference;
import java.util.List;

/** A partition of a topic, as the place of what is found there. */
record Place(String topic, int partition, Findings findings) {
    void report(Verdict verdict, long offset, String account, Long sequence, String text) {
        report(verdict, offset, account, sequence, text, List.of());
    }

    void report(Verdict verdict, Long offset, String account, Long sequence, String text,
            List<Difference> differences) {
        findings.add(new Finding(
                verdict, topic, partition, offset, account, sequence, text, differences));
    }
}
