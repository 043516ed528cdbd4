package dev.extrausage.backup;

import dev.extrausage.schemas.Topics;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The retention by which Kafka keeps the records of topics that do not keep them for ever. Theirs
 * is a least time: an operator may have chosen a longer one, which no restore may cut short.
 */
final class TopicRetention {
    static final String SETTING = "retention.ms";
    static final long FOR_EVER = -1;

    /** The topics that forget, by name, with the least time that they must keep. */
    static final Map<String, Long> LEAST = least();

    private TopicRetention() {}

    private static Map<String, Long> least() {
        Map<String, Long> least = new TreeMap<>();
        Arrays.stream(Topics.values()).forEach(topic -> {
            String millis = topic.configs(1).get(SETTING);
            if (millis != null && Long.parseLong(millis) != FOR_EVER) {
                least.put(topic.topicName(), Long.parseLong(millis));
            }
        });
        return Map.copyOf(least);
    }

    /** The settings of those that forget, of these topics; each exists. */
    static Map<String, Long> of(Admin admin, Collection<String> topics) {
        List<ConfigResource> asked = topics.stream().filter(LEAST::containsKey)
                .map(TopicRetention::resource).toList();
        Map<String, Long> found = new TreeMap<>();
        KafkaReplies.to("tell the settings of its topics", admin.describeConfigs(asked).all())
                .forEach((topic, config) -> found.put(
                        topic.name(), Long.parseLong(config.get(SETTING).value())));
        return found;
    }

    static void set(Admin admin, String topic, long millis) {
        KafkaReplies.to("change topic " + topic, admin.incrementalAlterConfigs(Map.of(
                resource(topic), List.of(new AlterConfigOp(
                        new ConfigEntry(SETTING, Long.toString(millis)),
                        AlterConfigOp.OpType.SET)))).all());
    }

    /** The longer of two. */
    static long longer(long one, long other) {
        return one == FOR_EVER || other == FOR_EVER ? FOR_EVER : Math.max(one, other);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
