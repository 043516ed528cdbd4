package dev.extrausage.journal.reports;

import dev.extrausage.core.Pool;

/** The cost of some requests and the pools that paid it; grows as requests are added. */
public final class UsageSums {
    private long requests;
    private Sum allowance = Sum.ZERO;
    private Sum previousAllowance = Sum.ZERO;
    private Sum extraUsage = Sum.ZERO;
    private Sum uncovered = Sum.ZERO;

    /** One request more. */
    public void count() {
        requests++;
    }

    /** These less {@code back}; the requests stay as they are. */
    public UsageSums less(UsageSums back) {
        UsageSums rest = new UsageSums();
        rest.requests = requests;
        rest.allowance = allowance.minus(back.allowance);
        rest.previousAllowance = previousAllowance.minus(back.previousAllowance);
        rest.extraUsage = extraUsage.minus(back.extraUsage);
        rest.uncovered = uncovered.minus(back.uncovered);
        return rest;
    }

    /** An amount that came from {@code from} to pay for a request, nano-USD. */
    public void add(Pool from, long nanos) {
        switch (from) {
            case ALLOWANCE -> allowance = allowance.plus(nanos);
            case LAPSED -> previousAllowance = previousAllowance.plus(nanos);
            case EXTRA_USAGE -> extraUsage = extraUsage.plus(nanos);
            case UNCOVERED -> uncovered = uncovered.plus(nanos);
            default -> throw new IllegalArgumentException(from + " pays for no request");
        }
    }

    /** The number of requests. */
    public long requests() {
        return requests;
    }

    /** Paid by the allowance. */
    public Sum allowance() {
        return allowance;
    }

    /** Late usage, paid by what had lapsed of the cycle before (U6). */
    public Sum previousAllowance() {
        return previousAllowance;
    }

    /** Paid by extra usage. */
    public Sum extraUsage() {
        return extraUsage;
    }

    /** Paid by nobody (U5). */
    public Sum uncovered() {
        return uncovered;
    }

    /** The cost of it all: what the four come to. */
    public Sum cost() {
        return allowance.plus(previousAllowance).plus(extraUsage).plus(uncovered);
    }
}
