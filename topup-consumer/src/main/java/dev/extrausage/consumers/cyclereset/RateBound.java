package dev.extrausage.consumers.cyclereset;

/** A token bucket that holds one second's worth. */
final class RateBound {
    private final long perSecond;
    /** The number that may pass now, in thousandths, so that no fraction of a step is lost. */
    private long left;
    private long asOf;

    /** {@code perSecond}: at least 1; {@code now}: milliseconds since 1970. */
    RateBound(long perSecond, long now) {
        this.perSecond = perSecond;
        this.left = perSecond * 1000;
        this.asOf = now;
    }

    /** The number that may pass at {@code now}; a jump of the clock earns one second's worth. */
    int allowed(long now) {
        long elapsed = Math.max(0, Math.min(1000, now - asOf));
        left = Math.min(perSecond * 1000, left + elapsed * perSecond);
        asOf = now;
        return (int) (left / 1000);
    }

    /** So many have passed. */
    void passed(int count) {
        left -= count * 1000L;
    }
}
