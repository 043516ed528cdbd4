package dev.extrausage.consumers.topup;

import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.Partitioning;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The check that a notice lies where the ledger writes it: under its account's key, and there. */
final class NoticeKey {
    private NoticeKey() {}

    /**
     * Throws {@link BadRecord} for a notice of another key or partition: what it owes would be
     * remembered in one share and answered in another, which may be somebody else's.
     */
    static void check(Notice notice, byte[] key, int partition, int partitions) {
        String accountId = notice.getAccountId();
        if (!Arrays.equals(key, accountId.getBytes(StandardCharsets.UTF_8))) {
            throw new BadRecord("the key of a notice must be its account_id, " + accountId);
        }
        int own = Partitioning.partitionOf(accountId, partitions);
        if (own != partition) {
            throw new BadRecord("the notice of " + accountId + " is on partition " + partition
                    + ", must be on " + own);
        }
    }
}
