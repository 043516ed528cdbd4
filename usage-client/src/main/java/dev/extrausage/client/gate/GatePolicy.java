package dev.extrausage.client.gate;

/** The gate's answer where it does not know enough to answer by the rules. */
public enum GatePolicy {
    /** The request may run: a customer is rather served for nothing than turned away wrongly. */
    FAIL_OPEN,
    /** The request may not run: nothing is rather sold than given away. */
    FAIL_CLOSED
}
