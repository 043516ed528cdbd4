package dev.extrausage.api.stream;

import java.time.Duration;

/**
 * The bounds of open streams.
 *
 * @param mostPerCredential open at once by one credential
 * @param mostPerAccount open at once of one account
 * @param mostInAll open at once in this process
 * @param commentEvery the time between comments, which keep proxies from closing a quiet stream
 * @param slowAfter a caller that takes nothing for so long is closed
 * @param reconnectAfter the pause that a caller is asked to make before it connects again
 */
public record StreamSettings(int mostPerCredential, int mostPerAccount, int mostInAll,
        Duration commentEvery, Duration slowAfter, Duration reconnectAfter) {
    /** The usual ones. */
    public static final StreamSettings USUAL = new StreamSettings(100, 100, 5_000,
            Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofSeconds(2));

    /** Throws {@link IllegalArgumentException} for bounds below 1. */
    public StreamSettings {
        if (mostPerCredential < 1 || mostPerAccount < 1 || mostInAll < 1) {
            throw new IllegalArgumentException("streams at most " + mostPerCredential
                    + " per credential, " + mostPerAccount + " per account, " + mostInAll
                    + " in all: each must be at least 1");
        }
    }

    /** These with other numbers of open streams. */
    public StreamSettings atMost(int perCredential, int perAccount, int inAll) {
        return new StreamSettings(
                perCredential, perAccount, inAll, commentEvery, slowAfter, reconnectAfter);
    }

    /** These with other times. */
    public StreamSettings every(Duration comment, Duration slow) {
        return new StreamSettings(
                mostPerCredential, mostPerAccount, mostInAll, comment, slow, reconnectAfter);
    }
}
