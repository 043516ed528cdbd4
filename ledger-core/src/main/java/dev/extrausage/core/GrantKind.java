package dev.extrausage.core;

/** The origin of a grant. */
public enum GrantKind {
    /** Bought by hand. */
    PURCHASE,
    /** Bought by auto-reload. */
    AUTO_RELOAD,
    /** Given by support. */
    GOODWILL,
    /** The starter credit, once per account (P4). */
    STARTER,
    /** Usage given back whose own grant can no longer take it (P9). */
    REVERSAL;

    /** Tells whether it was paid for: only then is drawing it <em>spending</em> (U3, U4). */
    public boolean isBought() {
        return this == PURCHASE || this == AUTO_RELOAD;
    }
}
