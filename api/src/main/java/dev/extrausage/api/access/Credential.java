package dev.extrausage.api.access;

import java.time.Instant;

/**
 * A caller whose secret was found to be right.
 *
 * @param name becomes the {@code actor} of what it writes: 1 to 128 visible ASCII characters
 * @param role what it may do
 * @param accountId the one account of a customer or a member; null for the other roles
 * @param memberId the one member of a member; null for the other roles
 * @param kind how it was shown
 * @param expiresAt when it ends; null: when it is revoked
 * @param returnUrl where its user came from and is led back to; null: nowhere
 */
public record Credential(String name, Role role, String accountId, String memberId, Kind kind,
        Instant expiresAt, String returnUrl) {
    /** The ways to show a credential. */
    public enum Kind {
        /** An API key as bearer. */
        KEY,
        /** A JWT of the configured issuer as bearer. */
        TOKEN,
        /** A browser's session cookie. */
        SESSION,
        /** A portal session's token as bearer: the page of a host product has it. */
        PORTAL
    }

    /** Refuses a customer without an account, and a member without a member. */
    public Credential {
        boolean ofAccount = role == Role.CUSTOMER || role == Role.MEMBER;
        if (ofAccount != (accountId != null) || (role == Role.MEMBER) != (memberId != null)) {
            throw new IllegalArgumentException(
                    "a credential of role " + role.text() + " with account_id " + accountId
                            + " and member_id " + memberId);
        }
    }

    /** A credential whose user is led back nowhere. */
    public Credential(String name, Role role, String accountId, String memberId, Kind kind,
            Instant expiresAt) {
        this(name, role, accountId, memberId, kind, expiresAt, null);
    }

    /** True if it may know of that account at all. */
    public boolean maySee(String account) {
        return accountId == null || accountId.equals(account);
    }
}
