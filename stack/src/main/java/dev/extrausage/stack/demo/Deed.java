package dev.extrausage.stack.demo;

import dev.extrausage.core.Change;
import java.time.Duration;

/** Something that is done to an account, or befalls it, so long after the demo's beginning. */
sealed interface Deed {
    /** The time since the demo's beginning. */
    Duration after();

    /**
     * A change of the account.
     *
     * @param note the reason, where support did it; null: the account's owner did
     */
    record Changed(Duration after, Change change, String note) implements Deed { }

    /** Something that depends on how the account stands by then. */
    record Befell(Duration after, Incident incident) implements Deed { }
}
