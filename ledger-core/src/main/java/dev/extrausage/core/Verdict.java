package dev.extrausage.core;

/** What a rule of sections 6 to 8 says of an input; a refusal is a value, never an exception. */
record Verdict(Outcome outcome, Reason reason, long costNanos) {
    static final Verdict APPLIED = new Verdict(Outcome.APPLIED, null, 0);
    static final Verdict NO_CHANGE = new Verdict(Outcome.NO_CHANGE, null, 0);

    static Verdict refused(Reason reason) {
        return new Verdict(Outcome.REFUSED, reason, 0);
    }

    static Verdict paid(long costNanos) {
        return new Verdict(Outcome.APPLIED, null, costNanos);
    }

    static Verdict uncovered(Reason reason, long costNanos) {
        return new Verdict(Outcome.UNCOVERED, reason, costNanos);
    }

    static Verdict appliedIf(boolean somethingWasDone) {
        return somethingWasDone ? APPLIED : NO_CHANGE;
    }
}
