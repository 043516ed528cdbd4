package dev.extrausage.schemas.acl;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.Resource;

/**
 * The least that each role needs on Kafka. Everything else is denied, as Kafka's authorizer does
 * with what no entry allows; deleting a topic is nobody's, and neither is adding partitions.
 */
public final class Permissions {
    /** The ledger's application id, unless it was given another. */
    public static final String LEDGER = "extra-usage-ledger";
    /** The group and transactional ids' beginning of the top-up consumer, and of its own topics. */
    public static final String TOP_UPS = "extra-usage-top-ups";
    /** The same of the auto-reload consumer, which has no topics of its own. */
    public static final String AUTO_RELOADS = "extra-usage-auto-reload";
    /** The same of the cycle-reset consumer. */
    public static final String CYCLE_RESETS = "extra-usage-cycle-resets";

    private final Map<Topics, Permission> topics = new EnumMap<>(Topics.class);
    private final List<Permission> others = new ArrayList<>();

    private Permissions() {}

    /**
     * The permissions of a role.
     *
     * @param applicationId the ledger's, of which its group, its transactional ids and its
     *     changelogs are named
     */
    public static List<Permission> of(KafkaRole role, String applicationId) {
        Permissions permissions = new Permissions();
        switch (role) {
            case LEDGER -> permissions.ledger(applicationId);
            case TOP_UP -> permissions.topUp(applicationId);
            case AUTO_RELOAD -> permissions.autoReload(applicationId);
            case CYCLE_RESET -> permissions.cycleReset(applicationId);
            case API -> permissions.api(applicationId);
            case INFERENCE -> permissions.inference();
            case AUDITOR -> permissions.auditor(applicationId);
            case OPERATOR -> permissions.operator(applicationId);
            case BACKUP -> permissions.backup(applicationId);
            case CLERK -> permissions.clerk(applicationId);
        }
        List<Permission> all = new ArrayList<>(permissions.topics.values());
        all.addAll(permissions.others);
        return List.copyOf(all);
    }

    private void ledger(String applicationId) {
        topics(Topics.values(), DESCRIBE, DESCRIBE_CONFIGS); // checks them all before it starts
        reads(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS,
                Topics.CATALOG_VERSIONS);
        reads(Topics.BALANCE_CHANGES); // whether there are entries that its changelogs have lost
        writes(Topics.BALANCE_CHANGES, Topics.BALANCES, Topics.NOTICES, Topics.REJECTED_EVENTS,
                Topics.CATALOG_VERSIONS);
        member(applicationId);
        // Its changelogs, which Kafka Streams makes.
        others.add(Permission.onAll(TOPIC, applicationId + "-",
                CREATE, DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE));
    }

    private void topUp(String applicationId) {
        reads(Topics.TOP_UP_REQUESTS, Topics.NOTICES, Topics.BALANCES, Topics.BALANCE_CHANGES,
                Topics.CATALOG_VERSIONS);
        writes(Topics.CREDIT_EVENTS, Topics.ATTENTION);
        member(TOP_UPS);
        seesRestore(applicationId);
        // What it remembers of charges and refunds, on topics that it makes itself.
        others.add(Permission.onAll(TOPIC, TOP_UPS + "-", CREATE, DESCRIBE, READ, WRITE));
    }

    private void autoReload(String applicationId) {
        reads(Topics.NOTICES);
        writes(Topics.TOP_UP_REQUESTS);
        member(AUTO_RELOADS);
        seesRestore(applicationId);
    }

    private void cycleReset(String applicationId) {
        reads(Topics.BALANCES, Topics.ACCOUNT_EVENTS); // also what it has sent before
        writes(Topics.ACCOUNT_EVENTS);
        member(CYCLE_RESETS);
        seesRestore(applicationId);
    }

    private void api(String applicationId) {
        topics(Topics.values(), DESCRIBE);
        reads(Topics.BALANCE_CHANGES, Topics.BALANCES, Topics.TOP_UP_REQUESTS, Topics.NOTICES,
                Topics.REJECTED_EVENTS, Topics.CATALOG_VERSIONS, Topics.ATTENTION,
                Topics.API_KEYS);
        writes(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS,
                Topics.TOP_UP_REQUESTS, Topics.ATTENTION, Topics.API_KEYS);
        others.add(Permission.on(GROUP, applicationId, DESCRIBE)); // how far the ledger is
        seesRestore(applicationId);
    }

    private void inference() {
        reads(Topics.BALANCES, Topics.CATALOG_VERSIONS);
        writes(Topics.USAGE_EVENTS);
    }

    private void auditor(String applicationId) {
        topics(Topics.values(), DESCRIBE);
        for (Topics topic : Topics.values()) {
            if (topic != Topics.API_KEYS) {
                reads(topic);
            }
        }
        others.add(Permission.on(GROUP, applicationId, DESCRIBE));
    }

    private void operator(String applicationId) {
        topics(Topics.values(), CREATE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
        // `topics` commits the first offsets of the inputs; --recover-offsets reads the answers.
        reads(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS,
                Topics.BALANCE_CHANGES, Topics.REJECTED_EVENTS);
        reads(Topics.ATTENTION, Topics.API_KEYS, Topics.CATALOG_VERSIONS);
        writes(Topics.ATTENTION, Topics.API_KEYS);
        others.add(Permission.on(GROUP, applicationId, READ, DESCRIBE));
        others.add(Permission.onAll(TOPIC, applicationId + "-", DESCRIBE));
        others.add(Permission.onAll(TOPIC, TOP_UPS + "-", DESCRIBE));
        // `doctor` sees who is at work, and reads brokers' clocks in a transaction that it aborts.
        for (String group : List.of(TOP_UPS, AUTO_RELOADS, CYCLE_RESETS)) {
            others.add(Permission.on(GROUP, group, DESCRIBE));
        }
        others.add(Permission.on(TRANSACTIONAL_ID, applicationId + "-doctor", DESCRIBE, WRITE));
        // Lists the entries, and reads brokers' timeouts.
        others.add(Permission.on(
                CLUSTER, Resource.CLUSTER_NAME, DESCRIBE, DESCRIBE_CONFIGS));
    }

    private void backup(String applicationId) {
        topics(Topics.values(), DESCRIBE, DESCRIBE_CONFIGS); // how long each is kept
        for (Topics topic : Topics.values()) {
            if (topic != Topics.BALANCES) { // snapshots follow from the journal
                reads(topic);
            }
        }
        others.add(Permission.onAll(TOPIC, TOP_UPS + "-", DESCRIBE, READ));
        for (String group : List.of(applicationId, TOP_UPS, AUTO_RELOADS, CYCLE_RESETS)) {
            others.add(Permission.on(GROUP, group, DESCRIBE));
        }
        seesRestore(applicationId);
    }

    /** Not credit: whoever gives some does so over HTTP, where it is bounded and noted. */
    private void clerk(String applicationId) {
        topics(Topics.values(), DESCRIBE);
        writes(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.TOP_UP_REQUESTS);
        // What became of it: whether it is decided, and what the answers are.
        reads(Topics.CREDIT_EVENTS, Topics.BALANCE_CHANGES, Topics.BALANCES,
                Topics.TOP_UP_REQUESTS, Topics.NOTICES, Topics.CATALOG_VERSIONS,
                Topics.REJECTED_EVENTS);
        others.add(Permission.on(GROUP, applicationId, DESCRIBE));
    }

    /** The mark of a restore that has not ended: nobody works or makes a backup beside it. */
    private void seesRestore(String applicationId) {
        others.add(Permission.on(TOPIC, applicationId + "-restore", DESCRIBE));
    }

    private void reads(Topics... read) {
        topics(read, DESCRIBE, READ);
    }

    private void writes(Topics... written) {
        topics(written, DESCRIBE, WRITE);
    }

    private void topics(Topics[] which, AclOperation... operations) {
        for (Topics topic : which) {
            topics.merge(topic, Permission.on(TOPIC, topic.topicName(), operations),
                    (before, any) -> before.and(operations));
        }
    }

    /** A member of its group, whose transactions carry its offsets. */
    private void member(String group) {
        others.add(Permission.on(GROUP, group, DESCRIBE, READ));
        others.add(Permission.onAll(TRANSACTIONAL_ID, group + "-", DESCRIBE, WRITE));
    }
}
