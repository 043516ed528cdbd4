package dev.extrausage.journal.proof;

import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.schemas.BalanceChange;

/** The result of comparing an entry with its cause decided again. */
sealed interface Comparison {
    /** The entry's cause; null if it is none that a ledger can have decided. */
    Input input();

    /** The ledger's decision; null where there is none. */
    default Decision decision() {
        return null;
    }

    /** True if the decision is the entry's own, so that a state known before it stays known. */
    default boolean isAsDecided() {
        return false;
    }

    /** The cause is out of its bounds: no ledger decided it. */
    record OutOfBounds() implements Comparison {
        @Override public Input input() {
            return null;
        }
    }

    /**
     * The cause cannot be decided here.
     *
     * @param why a reason that is no error of the entry (J5)
     */
    record Undecided(Input input, String why) implements Comparison {}

    /**
     * The entry is the decision, byte for byte, or is taken to be because it was proved before.
     *
     * @param content of the entry
     */
    record Same(Input input, Decision decision, EntryContent content) implements Comparison {
        @Override public boolean isAsDecided() {
            return true;
        }
    }

    /**
     * The entry is another one.
     *
     * @param expected the entry that the ledger writes, with zeros for the hash
     */
    record Differs(Input input, Decision decision, BalanceChange expected)
            implements Comparison {}

    /**
     * The entry was changed after it was written: its content is another one, and the hash it
     * carries is that of the decision.
     *
     * @param expected the entry that the ledger wrote, with zeros for the hash
     */
    record Altered(Input input, Decision decision, BalanceChange expected)
            implements Comparison {
        @Override public boolean isAsDecided() {
            return true;
        }
    }

    /**
     * The entry names earlier rules that can still be decided by: it is linked, and its decision
     * only tells the state after it, never that it is wrong (J5).
     *
     * @param sameFields true if all its fields are as those rules decide
     */
    record Earlier(Input input, Decision decision, boolean sameFields) implements Comparison {
        @Override public boolean isAsDecided() {
            return sameFields;
        }
    }

    /**
     * The entry's bytes need not be those written today (J5).
     *
     * @param sameFields true if all its fields are as decided
     * @param why the rules or the schema that it was written by
     */
    record OtherForm(Input input, Decision decision, boolean sameFields, String why)
            implements Comparison {
        @Override public boolean isAsDecided() {
            return sameFields;
        }
    }
}
