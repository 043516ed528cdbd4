package dev.extrausage.backup;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic that is backed up.
 *
 * @param name its name in Kafka
 * @param whole true if every backup has all of it: a compacted topic forgets what was overwritten
 *     or deleted, and an increment would bring that back
 * @param required false for what a part makes itself when it first starts
 */
record BackupTopic(String name, boolean whole, boolean required) {
    /** The topics of the top-up consumer, which are its memory of charges and refunds. */
    static final List<BackupTopic> MEMORY = List.of(
            new BackupTopic(Permissions.TOP_UPS + "-memory", true, false),
            new BackupTopic(Permissions.TOP_UPS + "-refunds", true, false));

    /**
     * All of them. The snapshots are not among them: they follow from the journal, and those that
     * were written after it was cut would be ahead of it.
     */
    static List<BackupTopic> all() {
        List<BackupTopic> all = new ArrayList<>(MEMORY);
        for (Topics topic : Topics.values()) {
            if (topic != Topics.BALANCES) {
                all.add(of(topic));
            }
        }
        return all;
    }

    /** One of the ledger's own topics. */
    static BackupTopic of(Topics topic) {
        boolean whole = "compact".equals(topic.configs(1).get("cleanup.policy"));
        return new BackupTopic(topic.topicName(), whole, true);
    }
}
