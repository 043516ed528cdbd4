package dev.extrausage.stack.demo;

/** Something that befalls an account, told in full only once it does: see {@link Incidents}. */
enum Incident {
    /** Its owner buys credit by hand. */
    BUYS,
    /** Support orders the rest of the fullest bought lot to be paid back to the card. */
    MONEY_BACK,
    /** Support gives the last usage back that extra usage paid for. */
    USAGE_BACK,
    /** The bank takes a dollar of a payment back. */
    CHARGEBACK,
    /** A job that nobody asks the ledger about costs more than there is. */
    RUNAWAY_JOB,
    /** A request is served by a model that nobody has priced. */
    UNPRICED_MODEL,
    /** A service sends JSON where the contract says Avro. */
    GARBLED
}
