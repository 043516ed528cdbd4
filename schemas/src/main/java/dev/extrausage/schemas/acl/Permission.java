package dev.extrausage.schemas.acl;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Operations on one thing of Kafka's, from any host.
 *
 * @param type topic, group, transactional id, cluster
 * @param name its name, or for {@code PREFIXED} the beginning of its name
 * @param pattern {@code LITERAL} or {@code PREFIXED}
 * @param operations what may be done with it
 */
public record Permission(
        ResourceType type, String name, PatternType pattern, Set<AclOperation> operations) {
    /** Copies the set. */
    public Permission {
        operations = Set.copyOf(operations);
    }

    static Permission on(ResourceType type, String name, AclOperation... operations) {
        return new Permission(type, name, PatternType.LITERAL, Set.of(operations));
    }

    static Permission onAll(ResourceType type, String prefix, AclOperation... operations) {
        return new Permission(type, prefix, PatternType.PREFIXED, Set.of(operations));
    }

    /** The same thing with these operations as well. */
    Permission and(AclOperation... more) {
        EnumSet<AclOperation> all = EnumSet.copyOf(operations);
        all.addAll(Set.of(more));
        return new Permission(type, name, pattern, all);
    }

    /** The entries of Kafka's that give it to a principal, such as {@code User:ledger}. */
    public Stream<AclBinding> bindings(String principal) {
        return operations.stream().map(operation -> new AclBinding(
                new ResourcePattern(type, name, pattern), new AccessControlEntry(
                        principal, "*", operation, AclPermissionType.ALLOW)));
    }

    /** The operations, as Kafka's own tools write them. */
    public String operationNames() {
        return new TreeSet<>(operations).stream().map(AclOperation::name)
                .collect(Collectors.joining(", "));
    }
}
