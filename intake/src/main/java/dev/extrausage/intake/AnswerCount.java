package dev.extrausage.intake;

import java.util.Map;
import java.util.TreeMap;

/**
 * The number of events by what the ledger answered to them.
 *
 * @param accepted those that count, also where nothing had to change or nobody pays
 * @param refused by reason (D1 and on); each may be sent again
 * @param rejected those that are no valid input (SPEC 4), by the sentence that says why
 * @param duplicates those that had counted before, and change nothing (M4)
 */
public record AnswerCount(long accepted, Map<String, Refusals> refused,
        Map<String, Refusals> rejected, long duplicates) {

    /** Copies the maps, in the order of their keys. */
    public AnswerCount {
        refused = new TreeMap<>(refused);
        rejected = new TreeMap<>(rejected);
    }

    /**
     * The events with one reason.
     *
     * @param count from 1
     * @param first one of them, by name
     */
    public record Refusals(long count, String first) {
        static Refusals of(String name) {
            return new Refusals(1, name);
        }

        Refusals plus(Refusals later) {
            return new Refusals(count + later.count, first);
        }
    }

    /** The count of {@code all} events, of which those without an answer are duplicates. */
    static AnswerCount of(long all, long accepted, Map<String, Refusals> refused,
            Map<String, Refusals> rejected) {
        return new AnswerCount(accepted, refused, rejected,
                all - accepted - sum(refused) - sum(rejected));
    }

    /** The number of events that one of the maps holds. */
    public static long sum(Map<String, Refusals> some) {
        return some.values().stream().mapToLong(Refusals::count).sum();
    }
}
