package dev.extrausage.stack.demo;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock of the demo: accounts, payments and consumers live by it. It only goes forward, in
 * steps while the days are played, and then with the world's.
 */
final class SimulatedClock implements InstantSource {
    private volatile long millis;
    private volatile boolean worldly;

    SimulatedClock(long startMillis) {
        millis = startMillis;
    }

    void advanceTo(long to) {
        if (to < millis) {
            throw new IllegalArgumentException("the clock does not go back to " + to);
        }
        millis = to;
    }

    /** From now on it is the world's clock, which must not be behind it. */
    void followWorld() {
        worldly = true;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return worldly ? Math.max(millis, System.currentTimeMillis()) : millis;
    }
}
