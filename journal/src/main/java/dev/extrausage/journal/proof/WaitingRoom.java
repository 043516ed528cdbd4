package dev.extrausage.journal.proof;

/**
 * A count of the entries of a partition that wait for one before them. Without a bound over all
 * accounts, a journal that lost its head would be held in memory whole.
 */
final class WaitingRoom {
    private static final int SEATS = 20_000;

    private int taken;

    void entered() {
        taken++;
    }

    void left() {
        taken--;
    }

    boolean isFull() {
        return taken > SEATS;
    }
}
