package dev.extrausage.api.stream;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.util.HashMap;
import java.util.Map;

/** The streams that are open, by credential and by account. Safe for use by several threads. */
final class StreamCounts {
    private static final String RETRY_SECONDS = "30";

    private final StreamSettings settings;
    private final Map<String, Integer> byCredential = new HashMap<>();
    private final Map<String, Integer> byAccount = new HashMap<>();
    private int all;

    StreamCounts(StreamSettings settings) {
        this.settings = settings;
    }

    /**
     * Refuses a stream that would be one too many.
     *
     * @throws Problem rate_limited
     */
    synchronized void check(String credential, String account) {
        check(byCredential.getOrDefault(credential, 0), settings.mostPerCredential(),
                "by this credential");
        check(byAccount.getOrDefault(account, 0), settings.mostPerAccount(), "of this account");
        check(all, settings.mostInAll(), "at this server");
    }

    private static void check(int open, int most, String where) {
        if (open >= most) {
            throw Problem.of(ProblemCode.RATE_LIMITED, open + " streams are open " + where
                    + ": must be at most " + most + ".").with("bound", Integer.toString(most))
                    .header("Retry-After", RETRY_SECONDS);
        }
    }

    /** Counts a stream; false: it is one too many, since others opened in the meantime. */
    synchronized boolean open(String credential, String account) {
        try {
            check(credential, account);
        } catch (Problem e) {
            return false;
        }
        byCredential.merge(credential, 1, Integer::sum);
        byAccount.merge(account, 1, Integer::sum);
        all++;
        return true;
    }

    /** Counts a stream no more. */
    synchronized void close(String credential, String account) {
        byCredential.computeIfPresent(credential, (any, n) -> n == 1 ? null : (Integer) (n - 1));
        byAccount.computeIfPresent(account, (any, n) -> n == 1 ? null : (Integer) (n - 1));
        all--;
    }

    /** The number of open streams. */
    synchronized int open() {
        return all;
    }
}
