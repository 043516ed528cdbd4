package dev.extrausage.kafka;

import dev.extrausage.kafka.access.KafkaAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The topic that exists while a backup is restored, and after a restore was broken off: nobody may
 * begin to work on what is half there.
 */
public final class RestoreMark {
    /** The sentence on it, and on what to do. */
    public static final String NOT_ENDED = "a restore of this Kafka from a backup has begun, and"
            + " has not ended: run `ledger restore` again, or the `ledger reshard` that began it."
            + " It begins anew";

    private static final int ANSWER_MILLIS = 10_000;

    private RestoreMark() {}

    /** Its name; {@code applicationId}: the ledger's. */
    public static String of(String applicationId) {
        return applicationId + "-restore";
    }

    /**
     * Tells whether a restore has begun and not ended; false for a login that may not see it.
     *
     * @throws ClusterProblem Kafka does not answer
     */
    public static boolean isOn(Admin admin, String applicationId) {
        try {
            return admin.listTopics().names().get().contains(of(applicationId));
        } catch (ExecutionException e) {
            throw new ClusterProblem("The topics of this Kafka cannot be named: "
                    + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /**
     * Tells the same to a process that is about to start. Of a Kafka that is away it says false:
     * whoever waits for it looks again.
     */
    public static boolean isOn(KafkaAccess access, String applicationId) {
        Map<String, Object> config = new HashMap<>(access.forClients());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        config.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        try {
            Cluster.knock(access.bootstrap());
            try (Admin admin = Admin.create(config)) {
                return isOn(admin, applicationId);
            }
        } catch (ClusterProblem away) {
            return false;
        }
    }
}
