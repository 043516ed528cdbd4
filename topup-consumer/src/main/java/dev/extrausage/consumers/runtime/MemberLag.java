package dev.extrausage.consumers.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.MetricName;

/** The number of committed records that a member of a group has not read, by Kafka's own count. */
public final class MemberLag {
    private static final String LAG = "records-lag";

    private MemberLag() {}

    /** By topic and partition; those of which it has fetched nothing yet are left out. */
    public static Map<List<String>, Double> of(Consumer<?, ?> member) {
        Map<List<String>, Double> lag = new HashMap<>();
        member.metrics().forEach((name, metric) -> {
            if (isLag(name) && metric.metricValue() instanceof Double value && !value.isNaN()) {
                lag.put(List.of(name.tags().get("topic"), name.tags().get("partition")), value);
            }
        });
        return lag;
    }

    private static boolean isLag(MetricName name) {
        return name.name().equals(LAG) && name.group().equals("consumer-fetch-manager-metrics")
                && name.tags().containsKey("partition");
    }
}
