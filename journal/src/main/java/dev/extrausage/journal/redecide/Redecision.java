package dev.extrausage.journal.redecide;

import dev.extrausage.core.Decision;

/** The result of deciding a cause again. */
public sealed interface Redecision {
    /**
     * The cause was decided.
     *
     * @param decision the account after it, and its entry
     */
    record Decided(Decision decision) implements Redecision {}

    /**
     * The ledger's function has no answer from that state and by that catalog.
     *
     * @param why the function's own message
     */
    record Undecidable(String why) implements Redecision {}
}
