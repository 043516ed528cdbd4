package dev.extrausage.stack.demo;

/**
 * The state of a demo under way.
 *
 * @param day the simulated day, 1 to {@code days}
 * @param days all that are played
 * @param decided inputs that the ledger has decided
 * @param blocked requests that services refused
 * @param seconds real time since the play began
 */
public record DemoProgress(long day, int days, long decided, long blocked, long seconds) { }
