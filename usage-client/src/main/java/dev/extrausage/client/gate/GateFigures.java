package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import java.util.List;

/**
 * Figures of a running gate, for its service's metrics.
 *
 * @param isReady whether every snapshot was read once since the start
 * @param accounts how many accounts it knows
 * @param snapshots records of {@code balances} read since the start
 * @param unreadable those of them that were skipped; each leaves its account as it was known
 * @param ageMillis the age of the oldest watermark
 * @param held estimates held now
 * @param heldNanos what they come to, nano-USD
 * @param expired holds that ended because their time to live had passed: usage never published,
 *     refused, a duplicate, or a ledger that is far behind
 * @param unpriced questions about a model, service tier or unit without a price
 * @param answers answers by verdict and by what decided, also those that never came
 * @param accountBytes memory of the accounts, in bytes
 * @param holdBytes memory reserved for holds, in bytes
 */
public record GateFigures(boolean isReady, int accounts, long snapshots, long unreadable,
        long ageMillis, int held, long heldNanos, long expired, long unpriced,
        List<Answers> answers, long accountBytes, long holdBytes) {
    /**
     * Answers of one kind, since the start.
     *
     * @param verdict what was answered
     * @param decidedBy why
     * @param count how often
     */
    public record Answers(Verdict verdict, DecidedBy decidedBy, long count) { }

    /** Copies the list. */
    public GateFigures {
        answers = List.copyOf(answers);
    }
}
