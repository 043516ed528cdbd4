package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/**
 * A denial for everybody to write to the ledger's topics, which lies by their names and so holds
 * while they are deleted and made anew. Superusers alone are exempt from it.
 */
final class SenderFence {
    private static final String EVERYBODY =
            new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "*").toString();
    /** The time in which a broker hears of a denial, many times over. */
    private static final long HEARD_MILLIS = 1_000;
    private static final long ANSWER_SECONDS = 60;

    private final Admin admin;

    SenderFence(Admin admin) {
        this.admin = admin;
    }

    /** False on a Kafka without an authorizer: there nobody can be kept away. */
    boolean isPossible() {
        try {
            admin.describeAcls(AclBindingFilter.ANY).values().get(ANSWER_SECONDS,
                    TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                return false;
            }
            throw new BackupProblem("Kafka does not tell its permissions (ACLs): "
                    + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new BackupProblem("Kafka does not tell its permissions (ACLs)", e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /**
     * Keeps everybody away, and returns when the brokers know.
     *
     * @param existing topics of which some are there
     * @throws BackupProblem it would keep this login away as well; then it is taken away again
     */
    void raise(Set<String> existing) {
        KafkaReplies.to("deny senders to write", admin.createAcls(bindings()).all());
        try {
            TimeUnit.MILLISECONDS.sleep(HEARD_MILLIS);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
        Map<String, TopicDescription> topics = KafkaReplies.to("describe its topics",
                admin.describeTopics(existing, new DescribeTopicsOptions()
                        .includeAuthorizedOperations(true)).allTopicNames());
        topics.values().stream().filter(topic -> !mayDoAll(topic)).findAny().ifPresent(topic -> {
            lower();
            throw new BackupProblem("this login may not write to " + topic.name() + ", or not"
                    + " delete it, while senders are kept away: only a superuser of Kafka"
                    + " (super.users) may. Nothing was changed");
        });
    }

    private static boolean mayDoAll(TopicDescription topic) {
        return topic.authorizedOperations() == null || topic.authorizedOperations().containsAll(
                List.of(AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER_CONFIGS));
    }

    /** Lets them in again. */
    void lower() {
        KafkaReplies.to("let senders write again", admin.deleteAcls(
                bindings().stream().map(AclBinding::toFilter).toList()).all());
    }

    private static Set<AclBinding> bindings() {
        AccessControlEntry denied = new AccessControlEntry(
                EVERYBODY, "*", AclOperation.WRITE, AclPermissionType.DENY);
        return Arrays.stream(Topics.values()).map(topic -> new AclBinding(new ResourcePattern(
                ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL), denied))
                .collect(Collectors.toSet());
    }
}
