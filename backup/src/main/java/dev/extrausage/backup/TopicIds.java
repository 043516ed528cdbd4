package dev.extrausage.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ids that Kafka gives each topic when it is made. Offsets go on only where the ids are the
 * same: a restore puts what was undecided elsewhere, and an increment over it would leave gaps.
 */
final class TopicIds {
    /** The topics of which a backup may have only what is new. */
    static final List<String> INCREMENTAL = BackupTopic.all().stream()
            .filter(topic -> !topic.whole()).map(BackupTopic::name).toList();

    private TopicIds() {}

    /** Throws {@link BackupProblem} if a topic is not the one that an earlier backup was made of. */
    static void requireSame(Manifest previous, Map<String, String> now) {
        List<String> others = INCREMENTAL.stream().filter(topic -> !now.getOrDefault(topic, "")
                .equals(previous.topicIds().get(topic))).toList();
        if (!others.isEmpty()) {
            throw new BackupProblem("topic " + others.get(0) + " is not the one that backup "
                    + previous.name() + " was made of: this Kafka was restored, or the topic was"
                    + " deleted and made anew. Make a full backup");
        }
    }

    /** The ids as lines of a text. */
    static String lines(Map<String, String> ids) {
        return new TreeMap<>(ids).entrySet().stream()
                .map(id -> id.getKey() + " " + id.getValue()).collect(Collectors.joining("\n"));
    }
}
