package dev.extrausage.cli.crash;

/** A load that goes and rests by turns. */
interface Traffic extends AutoCloseable {
    /** Begins to send. */
    void go();

    /** Sends nothing new, and returns when all that was sent is acknowledged. */
    void rest();

    @Override void close();
}
