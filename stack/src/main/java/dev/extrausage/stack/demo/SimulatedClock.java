package dev.extrausage.stack.demo;

import java.time.Instant;
import java.time.InstantSource;

/** The one clock of the demo: accounts, payments and consumers live by it. It only goes forward. */
final class SimulatedClock implements InstantSource {
    private volatile long millis;

    SimulatedClock(long startMillis) {
        millis = startMillis;
    }

    void advanceTo(long to) {
        if (to < millis) {
            throw new IllegalArgumentException("the clock does not go back to " + to);
        }
        millis = to;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public long millis() {
        return millis;
    }
}
