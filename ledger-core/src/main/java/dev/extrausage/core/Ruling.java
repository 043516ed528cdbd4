package dev.extrausage.core;

/** A rule's answer to an input (sections 6 to 8); a refusal is a value, never an exception. */
record Ruling(Outcome outcome, Reason reason, long costNanos) {
    static final Ruling APPLIED = new Ruling(Outcome.APPLIED, null, 0);
    static final Ruling NO_CHANGE = new Ruling(Outcome.NO_CHANGE, null, 0);

    static Ruling refused(Reason reason) {
        return new Ruling(Outcome.REFUSED, reason, 0);
    }

    static Ruling paid(long costNanos) {
        return new Ruling(Outcome.APPLIED, null, costNanos);
    }

    static Ruling uncovered(Reason reason, long costNanos) {
        return new Ruling(Outcome.UNCOVERED, reason, costNanos);
    }

    static Ruling appliedIf(boolean somethingWasDone) {
        return somethingWasDone ? APPLIED : NO_CHANGE;
    }
}
