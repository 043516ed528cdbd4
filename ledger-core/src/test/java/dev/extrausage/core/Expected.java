package dev.extrausage.core;

/** The expectation of an entry in a {@link Scenario}: its answer, or one of its postings. */
sealed interface Expected permits Expected.Answer, Expected.Posted {
    /** The outcome of the input, with its reason. */
    record Answer(Outcome outcome, Reason reason) implements Expected {}

    /** One posting; {@code grantId} and {@code effectiveAt} are compared only if named. */
    record Posted(Pool from, Pool to, long nanos, String grantId, Long effectiveAt)
            implements Expected {
        /** Names the grant, which is then compared. */
        Posted of(String grant) {
            return new Posted(from, to, nanos, grant, effectiveAt);
        }

        /** Names the instant of effect, which is then compared. */
        Posted effective(String time) {
            return new Posted(from, to, nanos, grantId, Happening.millis(time));
        }

        String compared() {
            return shown(from, to, nanos, grantId, effectiveAt);
        }

        /** The actual posting, as far as this one compares it. */
        String comparable(Posting actual) {
            return shown(actual.from(), actual.to(), actual.amountNanos(),
                    grantId == null ? null : actual.grantId(),
                    effectiveAt == null ? null : (Long) actual.effectiveAt());
        }

        static String shown(Posting p) {
            return shown(p.from(), p.to(), p.amountNanos(), p.grantId(), p.effectiveAt());
        }

        private static String shown(Pool from, Pool to, long nanos, String grant, Long at) {
            return from + " → " + to + " " + Money.format(nanos)
                    + (grant == null ? "" : " of " + grant)
                    + (at == null ? "" : " at " + UtcTime.format(at));
        }
    }

    static Posted posted(Pool from, Pool to, String amount) {
        return new Posted(from, to, Happening.nanos(amount), null, null);
    }

    static Answer applied() {
        return new Answer(Outcome.APPLIED, null);
    }

    static Answer noChange() {
        return new Answer(Outcome.NO_CHANGE, null);
    }

    static Answer refused(Reason reason) {
        return new Answer(Outcome.REFUSED, reason);
    }

    static Answer uncovered(Reason reason) {
        return new Answer(Outcome.UNCOVERED, reason);
    }
}
