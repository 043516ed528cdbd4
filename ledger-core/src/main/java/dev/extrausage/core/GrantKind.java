package dev.extrausage.core;

/** How a grant came to be. */
public enum GrantKind {
    /** Bought by hand. */
    PURCHASE,
    /** Bought by auto-reload. */
    AUTO_RELOAD,
    /** Given by support. */
    GOODWILL,
    /** The starter credit, once per account (P4). */
    STARTER;

    /** Whether money was paid for it: only then is drawing it <em>spending</em> (U3, U4). */
    public boolean isBought() {
        return this == PURCHASE || this == AUTO_RELOAD;
    }
}
