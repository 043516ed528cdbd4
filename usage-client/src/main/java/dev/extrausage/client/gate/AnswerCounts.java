package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Answers by verdict and by what decided. Safe for use by several threads. */
final class AnswerCounts {
    private static final int BASES = DecidedBy.values().length;

    private final LongAdder[] counts = new LongAdder[Verdict.values().length * BASES];

    AnswerCounts() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Counts an answer, and hands it on. */
    <A extends GateAnswer> A count(A answer) {
        counts[answer.verdict().ordinal() * BASES + answer.decidedBy().ordinal()].increment();
        return answer;
    }

    /** All of them, also those that never came. */
    List<GateFigures.Answers> all() {
        List<GateFigures.Answers> all = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            for (DecidedBy basis : DecidedBy.values()) {
                all.add(new GateFigures.Answers(verdict, basis,
                        counts[verdict.ordinal() * BASES + basis.ordinal()].sum()));
            }
        }
        return all;
    }
}
