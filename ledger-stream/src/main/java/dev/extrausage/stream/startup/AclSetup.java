package dev.extrausage.stream.startup;

import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.schemas.acl.Permissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Gives each role's principal what {@link Permissions} says, and compares that with what the
 * cluster has. It takes nothing away: what is too much is named, and is the operator's to remove.
 */
public final class AclSetup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Comparator<AclBinding> BY_PRINCIPAL = Comparator.comparing(
            (AclBinding b) -> b.entry().principal()).thenComparing(b -> b.pattern().toString())
            .thenComparing(b -> b.entry().toString());

    private final Admin admin;
    private final Set<AclBinding> wanted = new TreeSet<>(BY_PRINCIPAL);
    private final Set<String> principals;

    /**
     * A setup of the entries for these principals.
     *
     * @param principals by role; one may have several roles, and a role several principals
     */
    public AclSetup(Admin admin, Map<KafkaRole, List<String>> principals,
            String applicationId) {
        this.admin = admin;
        this.principals = principals.values().stream().flatMap(List::stream)
                .collect(Collectors.toUnmodifiableSet());
        principals.forEach((role, all) -> all.forEach(principal ->
                Permissions.of(role, applicationId).forEach(permission ->
                        permission.bindings(principal).forEach(wanted::add))));
    }

    /**
     * Creates the entries that are missing; a sentence for each thing that a principal may now use.
     *
     * @throws CannotStart Kafka refuses, or has no authorizer
     */
    public List<String> apply() {
        Set<AclBinding> missing = missing(found());
        if (!missing.isEmpty()) {
            KafkaAnswers.to("create its permissions (ACLs)", admin.createAcls(missing).all());
            awaitAll();
        }
        return sentences(missing, "%s may now %s on %s");
    }

    /**
     * A sentence for each permission that is missing, too much or in the way; empty when they are
     * as {@link Permissions} has them.
     *
     * @throws CannotStart Kafka does not tell, or has no authorizer
     */
    public List<String> differences() {
        Set<AclBinding> found = found();
        List<String> differences = new ArrayList<>(sentences(
                missing(found), "%s must be allowed to %s on %s"));
        Set<AclBinding> others = new TreeSet<>(BY_PRINCIPAL);
        others.addAll(found);
        others.removeAll(wanted);
        others.removeIf(binding -> !isOurs(binding));
        Map<Boolean, Set<AclBinding>> byKind = others.stream().collect(Collectors.partitioningBy(
                b -> b.entry().permissionType() == AclPermissionType.DENY,
                Collectors.toCollection(() -> new TreeSet<>(BY_PRINCIPAL))));
        differences.addAll(sentences(byKind.get(false),
                "%s is allowed to %s on %s, and should not be"));
        differences.addAll(sentences(byKind.get(true),
                "%s is denied to %s on %s, by an entry that is not the ledger's"));
        return List.copyOf(differences);
    }

    /** False when the cluster lets everybody do everything: it has no authorizer. */
    public boolean isAuthorizing() {
        try {
            found();
            return true;
        } catch (CannotStart e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                return false;
            }
            throw e;
        }
    }

    private Set<AclBinding> found() {
        Collection<AclBinding> found = KafkaAnswers.to("list its permissions (ACLs)",
                admin.describeAcls(AclBindingFilter.ANY).values());
        return Set.copyOf(found);
    }

    private Set<AclBinding> missing(Set<AclBinding> found) {
        Set<AclBinding> missing = new TreeSet<>(BY_PRINCIPAL);
        missing.addAll(wanted);
        missing.removeAll(found);
        return missing;
    }

    /** An entry is our business if it is on what is the ledger's, or for its principals. */
    private boolean isOurs(AclBinding binding) {
        return principals.contains(binding.entry().principal()) || touches(binding.pattern());
    }

    private boolean touches(ResourcePattern pattern) {
        return wanted.stream().map(AclBinding::pattern)
                .filter(ours -> ours.resourceType() == pattern.resourceType()
                        && ours.resourceType() != ResourceType.CLUSTER)
                .anyMatch(ours -> overlap(ours, pattern));
    }

    private static boolean overlap(ResourcePattern ours, ResourcePattern other) {
        if (other.name().equals(ResourcePattern.WILDCARD_RESOURCE)) {
            return true;
        }
        boolean oursBegins = other.name().startsWith(ours.name())
                && ours.patternType() == PatternType.PREFIXED;
        boolean otherBegins = ours.name().startsWith(other.name())
                && other.patternType() == PatternType.PREFIXED;
        return oursBegins || otherBegins || ours.name().equals(other.name());
    }

    /** One for all operations of a principal on the same thing. */
    private static List<String> sentences(Collection<AclBinding> bindings, String form) {
        Map<List<String>, Set<AclOperation>> operations = new LinkedHashMap<>();
        bindings.forEach(b -> operations.computeIfAbsent(
                List.of(b.entry().principal(), thing(b)), any -> new TreeSet<>())
                .add(b.entry().operation()));
        List<String> sentences = new ArrayList<>();
        operations.forEach((of, done) -> sentences.add(form.formatted(of.get(0),
                done.stream().map(AclOperation::name).collect(Collectors.joining(", ")),
                of.get(1))));
        return sentences;
    }

    private static String thing(AclBinding binding) {
        ResourcePattern pattern = binding.pattern();
        String type = pattern.resourceType() == ResourceType.TRANSACTIONAL_ID ? "transactional id"
                : pattern.resourceType().name().toLowerCase(Locale.ROOT);
        String host = binding.entry().host().equals("*") ? "" : " from " + binding.entry().host();
        return (pattern.patternType() == PatternType.PREFIXED
                ? type + "s that begin with " : type + " ") + pattern.name() + host;
    }

    /** A broker learns of an entry a moment after the controller has created it. */
    private void awaitAll() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!missing(found()).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new CannotStart("the created permissions did not appear within "
                        + PATIENCE.toSeconds() + " seconds");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
