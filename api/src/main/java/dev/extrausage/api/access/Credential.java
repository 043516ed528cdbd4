package dev.extrausage.api.access;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;

/**
 * The proven identity behind a request. Holds no secret, so it may be logged.
 *
 * @param name the {@code actor} of the events it writes: 1 to 128 visible ASCII characters
 * @param scope its role, and the account and member it is for
 * @param kind how it was proved
 * @param id its stable name for rates and bounds: the same at each request of the same credential
 * @param expiresAt when it ends, in milliseconds since 1970; null if it has no end of its own
 */
public record Credential(String name, Scope scope, Kind kind, String id, Long expiresAt) {
    /** The proofs that there are. */
    public enum Kind {
        /** An API key. */
        KEY,
        /** A bearer token of the configured issuer. */
        TOKEN,
        /** A browser's session, by its cookie. */
        SESSION
    }

    /** Throws {@link BadInput} when the name is none. */
    public Credential {
        Bounds.name("actor", name);
        if (scope == null || kind == null || id == null) {
            throw new IllegalArgumentException(name + " lacks its scope, kind or id");
        }
    }

    /** The role. */
    public Role role() {
        return scope.role();
    }

    /** The one account it is for; null if it reaches every account. */
    public String accountId() {
        return scope.accountId();
    }

    /** The one member it is for; null for all roles but {@link Role#MEMBER}. */
    public String memberId() {
        return scope.memberId();
    }

    /** False when this is for another account, which is then not there for it (404). */
    public boolean reaches(String account) {
        return scope.accountId() == null || scope.accountId().equals(account);
    }

    /** True when it has ended by {@code now}, in milliseconds since 1970. */
    public boolean isExpired(long now) {
        return expiresAt != null && expiresAt <= now;
    }
}
