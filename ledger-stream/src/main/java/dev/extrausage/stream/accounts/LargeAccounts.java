package dev.extrausage.stream.accounts;

import dev.extrausage.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Warns of accounts that grow large, long before {@link AccountRoom} has no more for them. */
final class LargeAccounts {
    /** A sixteenth of what fits: some 5,000 grants with names of the greatest length. */
    static final int LARGE_BYTES = Topics.MAX_OUTPUT_BYTES / 16;

    private final Consumer<String> warn;
    /** By account id, the size from which it is told again; only large ones are in it. */
    private final Map<String, Integer> tellFrom = new HashMap<>();

    /** {@code warn}: takes a sentence for an operator. */
    LargeAccounts(Consumer<String> warn) {
        this.warn = warn;
    }

    /** One account as it is written; tells when it is large, and each time it has doubled. */
    void see(String accountId, int bytes) {
        if (bytes < LARGE_BYTES || bytes < tellFrom.getOrDefault(accountId, LARGE_BYTES)) {
            return;
        }
        tellFrom.put(accountId, bytes * 2);
        warn.accept("account " + accountId + " takes " + (bytes >> 10) + " KiB, and must fit "
                + (Topics.MAX_OUTPUT_BYTES >> 10) + " KiB: it has very many grants, and where there"
                + " is no room for more, credit is rejected. Find who writes them, and have them"
                + " granted in fewer and larger parts");
    }
}
