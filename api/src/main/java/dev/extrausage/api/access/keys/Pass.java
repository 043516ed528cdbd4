package dev.extrausage.api.access.keys;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Scope;
import java.time.Instant;

/**
 * A key or a session as it lies on the topic {@code api-keys}: whom it lets in and for how long.
 * Holds hashes and no secret.
 *
 * @param id its public name, the record's key
 * @param kind KEY or SESSION
 * @param scope the role, and the account and member it is for
 * @param name the {@code actor} of what is written with it
 * @param secretSha256 of its secret; null for a session that nobody has opened yet
 * @param createdAt milliseconds since 1970
 * @param createdBy the name of who made it
 * @param expiresAt milliseconds since 1970; null: when it is revoked
 * @param revoked its end before its time; null if it has none
 * @param note why it was made; null if nobody said
 * @param link what opens a session, once; null for a key, and for a session that was open at once
 */
public record Pass(String id, Credential.Kind kind, Scope scope, String name, String secretSha256,
        long createdAt, String createdBy, Long expiresAt, Revoked revoked, String note,
        Link link) {

    /**
     * The end of a pass before its time.
     *
     * @param at milliseconds since 1970
     * @param by who ended it
     */
    public record Revoked(long at, String by) { }

    /**
     * A link that opens a session.
     *
     * @param codeSha256 of the secret in its code
     * @param openBy when it ends unused, in milliseconds since 1970
     * @param returnUrl where its user is led back to; null if nowhere
     * @param tokenSha256 of the secret in the session's token for a host product's page; null if it
     *     has none
     */
    public record Link(String codeSha256, long openBy, String returnUrl, String tokenSha256) { }

    /** True for a key. */
    public boolean isKey() {
        return kind == Credential.Kind.KEY;
    }

    /** True when it has ended by {@code now}, by its time or before. */
    public boolean hasEnded(long now) {
        return revoked != null || expiresAt != null && expiresAt <= now;
    }

    /** The end of it, in milliseconds since 1970; the greatest long: never. */
    long endsAt() {
        long expires = expiresAt == null ? Long.MAX_VALUE : expiresAt;
        return revoked == null ? expires : Math.min(expires, revoked.at());
    }

    /** The same, ended; one that has ended before stays as it is. */
    Pass revoked(long at, String by) {
        return revoked != null ? this : with(secretSha256, new Revoked(at, by));
    }

    /** The same, opened by a browser that has this secret from now on. */
    Pass opened(String sha256) {
        return with(sha256, revoked);
    }

    private Pass with(String sha256, Revoked end) {
        return new Pass(id, kind, scope, name, sha256, createdAt, createdBy, expiresAt, end, note,
                link);
    }

    /**
     * The pass that holds after {@code next} was written behind this: the first secret stays, and
     * an end is for ever. So of two that open one session the first on the topic has it, and a
     * revocation is not undone by a writer who had not read it.
     */
    Pass then(Pass next) {
        return next.with(secretSha256 != null ? secretSha256 : next.secretSha256,
                revoked != null ? revoked : next.revoked);
    }

    /** The hash of the secret that a token of that sort must have; null: none lets in (yet). */
    String sha256Of(SecretToken.Sort sort) {
        return sort != SecretToken.Sort.PORTAL ? secretSha256
                : link == null ? null : link.tokenSha256();
    }

    /** The caller that it lets in, shown in that way. */
    Credential credential(Credential.Kind shown) {
        return new Credential(name, scope.role(), scope.accountId(), scope.memberId(), shown,
                expiresAt == null ? null : Instant.ofEpochMilli(expiresAt),
                link == null ? null : link.returnUrl());
    }
}
