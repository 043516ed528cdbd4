package dev.extrausage.backup;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
     * The topics that are copied before anything else is cut, one after the other: each when it is
     * the effect of what comes later. A case is closed after its order was written, so it is cut
     * before.
     */
    static final List<BackupTopic> FIRST = Stream.concat(
            MEMORY.stream(), Stream.of(of(Topics.ATTENTION))).toList();

    /**
     * The topics that are cut after {@link #FIRST}, one after the other, and copied afterwards. An
     * input is cut after the entry that answers it.
     */
    static List<BackupTopic> later() {
        List<BackupTopic> later = new ArrayList<>(
                List.of(of(Topics.TOP_UP_REQUESTS), of(Topics.BALANCE_CHANGES)));
        all().stream().filter(topic -> !FIRST.contains(topic) && !later.contains(topic))
                .forEach(later::add);
        return later;
    }

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
