package dev.extrausage.stack.demo;

import dev.extrausage.schemas.Balance;
import java.time.Instant;
import java.util.List;

/**
 * The outcome of a demo.
 *
 * @param end the simulated time at its end
 * @param rows the accounts, by habit
 * @param decided inputs that the ledger decided
 * @param nanos real time that the play took
 * @param fastestPerSecond inputs decided in its fastest second
 */
public record DemoResult(Instant end, List<Row> rows, long decided, long nanos,
        long fastestPerSecond) {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /**
     * One account at the end.
     *
     * @param habit the heading it belongs under
     * @param isPerSeat true where its plan is priced by the seat
     * @param balance its latest snapshot
     * @param tally the sum of its entries
     * @param blocked requests of its that services refused
     */
    public record Row(String habit, String account, boolean isPerSeat, Balance balance,
            Tally tally, long blocked) { }

    /** Whole seconds that the play took. */
    public long seconds() {
        return nanos / SECOND_NANOS;
    }

    /** Inputs decided a second, on average. */
    public long perSecond() {
        return decided * SECOND_NANOS / Math.max(1, nanos);
    }
}
