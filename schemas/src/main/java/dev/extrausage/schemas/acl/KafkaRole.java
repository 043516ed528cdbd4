package dev.extrausage.schemas.acl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of processes and people that come to Kafka, each with a login of its own. Their
 * permissions are in {@link Permissions}.
 */
public enum KafkaRole {
    /** The ledger: decides, and alone writes what was decided. */
    LEDGER("the ledger"),
    /** The top-up consumer: charges, credits, pays back. */
    TOP_UP("the top-up consumer"),
    /** The auto-reload consumer: turns notices into top-up requests. */
    AUTO_RELOAD("the auto-reload consumer"),
    /** The cycle-reset consumer: tells idle accounts that time has passed. */
    CYCLE_RESET("the cycle-reset consumer"),
    /** The HTTP API. */
    API("the HTTP API"),
    /** An inference service, with gate and publisher. */
    INFERENCE("an inference service"),
    /** Whoever proves and explains: {@code audit}, {@code explain}, {@code statement}. */
    AUDITOR("an auditor"),
    /** Whoever makes topics, the first keys, and settles cases. */
    OPERATOR("an operator"),
    /** Whoever makes backups: reads everything, writes nothing. */
    BACKUP("whoever makes backups"),
    /** Whoever enters for others: {@code publish}, {@code top-up}, {@code resubmit}. */
    CLERK("a clerk");

    private final String words;

    KafkaRole(String words) {
        this.words = words;
    }

    /** The role's name on a command line: {@code top-up}. */
    public String roleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role in words, for people. */
    public String words() {
        return words;
    }

    /** The principal of a login that is named as the role: {@code User:top-up}. */
    public String usualPrincipal() {
        return "User:" + roleName();
    }

    /**
     * Tells whether it has a principal, the usual one, where nobody names another. Names such as
     * {@code User:backup} may be somebody else's, and not every installation has such people.
     */
    public boolean hasUsualPrincipal() {
        return this != BACKUP && this != CLERK;
    }

    /** The role of that name, if there is one. */
    public static Optional<KafkaRole> named(String roleName) {
        return Arrays.stream(values()).filter(r -> r.roleName().equals(roleName)).findAny();
    }
}
