package dev.extrausage.client.gate;

/** The basis of an answer: the account's balances, or one of the stated policies. */
public enum DecidedBy {
    /** The account's snapshot, projected to the present by the rules. */
    BALANCES,
    /** {@link UsageGate.Builder#startUp}: not every snapshot was read since the start. */
    START_UP,
    /** {@link UsageGate.Builder#stale}: the knowledge is older than the service accepts. */
    STALE,
    /** {@link UsageGate.Builder#unknownAccount}: the ledger has no open account of that name. */
    UNKNOWN_ACCOUNT,
    /** {@link UsageGate.Builder#unpriced}: the catalog has no price for the request. */
    UNPRICED,
    /** {@link UsageGate.Builder#holds}: there is no room to hold another estimate. */
    TOO_MANY_HOLDS
}
