package dev.extrausage.journal.read;

import dev.extrausage.schemas.Topics;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of a topic that is to be read. Offsets have gaps, so the width says nothing about how
 * many records lie in it.
 *
 * @param topic which
 * @param from the first offset of each partition, inclusive
 * @param to the end of each partition, exclusive
 */
public record TopicExtent(Topics topic, Map<Integer, Long> from, Map<Integer, Long> to) {
    /** Copies both, in the order of partitions. */
    public TopicExtent {
        if (!from.keySet().equals(to.keySet())) {
            throw new IllegalArgumentException(topic.topicName() + ": partitions " + from.keySet()
                    + " have a beginning, and " + to.keySet() + " an end");
        }
        from = new TreeMap<>(from);
        to = new TreeMap<>(to);
    }

    /** The number of the topic's partitions. */
    public int partitions() {
        return from.size();
    }

    /** The extent after this one, up to the end of {@code later}. */
    public TopicExtent upTo(TopicExtent later) {
        return new TopicExtent(topic, to, later.to);
    }
}
