package dev.extrausage.view.rows;

import java.time.Instant;

/**
 * A question cuts an hour from which only sums are left: its entries are past the retention. The
 * bound that cannot be kept is named; the nearest whole hours in UTC can be asked for, and the
 * journal has the detail.
 */
public final class TooOldForDetail extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Instant bound;

    /** The instant that cuts an hour too old. */
    public TooOldForDetail(Instant bound) {
        super(bound + " cuts an hour whose entries are no longer kept one by one: ask for whole"
                + " hours in UTC there");
        this.bound = bound;
    }

    /** The instant that cuts an hour too old. */
    public Instant bound() {
        return bound;
    }
}
