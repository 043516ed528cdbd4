package dev.extrausage.schemas.wire;

import dev.extrausage.core.Input;

/**
 * The first part of a journal entry that answers usage: all that stands before the answer. Nothing
 * is known of what follows it.
 *
 * @param sequence the entry's number
 * @param rulesVersion the version of the rules that it names
 * @param catalogVersion the version of the catalog that it names
 * @param cause the usage that it answers, of its own account and within its bounds
 * @param partition the cause's partition of {@code usage-events}
 * @param offset its offset there
 */
public record EntryHead(long sequence, int rulesVersion, String catalogVersion, Input cause,
        int partition, long offset) {
    /** The account that the entry and its cause name. */
    public String accountId() {
        return cause.event().accountId();
    }
}
