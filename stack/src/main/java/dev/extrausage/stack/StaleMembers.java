package dev.extrausage.stack;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group members left by a killed process: the broker believes in them until their session
 * ends, after 6 to 10 seconds, and gives nobody their partitions before.
 */
final class StaleMembers {
    private static final Logger LOG = LoggerFactory.getLogger(StaleMembers.class);

    private StaleMembers() {}

    /**
     * Removes them. Only for groups that nobody else can be in, as on a broker in this very process
     * of which no part has joined yet. Where it fails they are waited for, as usual.
     */
    static void remove(Admin admin, Collection<String> groups) {
        for (String group : groups) {
            try {
                admin.removeMembersFromConsumerGroup(
                        group, new RemoveMembersFromConsumerGroupOptions()).all().get();
            } catch (ExecutionException | KafkaException e) {
                LOG.debug("{} has nobody to remove, or it must be waited for", group, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
