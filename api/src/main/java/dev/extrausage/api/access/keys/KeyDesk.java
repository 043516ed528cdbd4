package dev.extrausage.api.access.keys;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Scope;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.UtcTime;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes, lists and revokes API keys. Safe for use by several threads. */
public final class KeyDesk implements AutoCloseable {
    private final PassWriter writer;
    private final KeyRing ring;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A key that was made.
     *
     * @param pass what is kept of it
     * @param key the key itself: this is the only time that anybody sees it
     */
    public record Made(Pass pass, SecretToken key) { }

    /** A desk at that Kafka, whose ring has been started. */
    public KeyDesk(Cluster cluster, KeyRing ring, InstantSource clock) {
        this(new PassWriter(cluster, ring, clock), ring, clock);
    }

    KeyDesk(PassWriter writer, KeyRing ring, InstantSource clock) {
        this.writer = writer;
        this.ring = ring;
        this.clock = clock;
    }

    /**
     * Makes a key; it is good at once here, and a moment later at other instances.
     *
     * @param expiresAt milliseconds since 1970; null: until it is revoked
     * @param by who makes it: 1 to 128 visible ASCII characters
     * @param note why: 1 to 500 characters; null if nobody says
     * @throws BadInput a value is out of its bounds, or {@code expiresAt} has passed
     * @throws ClusterProblem Kafka does not take it
     */
    public Made create(Scope scope, Long expiresAt, String by, String note) {
        long now = clock.millis();
        if (expiresAt != null && Bounds.time("expires_at", expiresAt) <= now) {
            throw BadInput.of("expires_at", UtcTime.format(expiresAt), "in the future");
        }
        SecretToken key = SecretToken.draw(SecretToken.Sort.KEY, random);
        Pass pass = writer.write(new Pass(key.id(), Credential.Kind.KEY, scope,
                "key:" + key.id(), key.sha256(), now, Bounds.name("created_by", by), expiresAt,
                null, Bounds.optionalNote(note), null));
        return new Made(pass, key);
    }

    /** All keys, the oldest first; those that have ended can be listed for 35 days more. */
    public List<Pass> list() {
        return ring.all().stream().filter(Pass::isKey)
                .sorted(Comparator.comparingLong(Pass::createdAt).thenComparing(Pass::id))
                .toList();
    }

    /** True if there is a key that lets somebody in now. */
    public boolean hasGoodOne() {
        long now = clock.millis();
        return ring.all().stream().anyMatch(pass -> pass.isKey() && !pass.hasEnded(now));
    }

    /**
     * Revokes a key: it lets nobody in from now on here, and a moment later at other instances.
     * One that was revoked before stays as it was.
     *
     * @param by who revokes it: 1 to 128 visible ASCII characters
     * @return the key as it is now; empty if there is none of that id
     * @throws BadInput {@code by} is out of its bounds
     * @throws ClusterProblem Kafka does not take it
     */
    public Optional<Pass> revoke(String id, String by) {
        Bounds.name("revoked_by", by);
        Pass pass = ring.find(id);
        if (pass == null || !pass.isKey()) {
            return Optional.empty();
        }
        return Optional.of(pass.revoked() != null ? pass
                : writer.write(pass.revoked(clock.millis(), by)));
    }

    @Override
    public void close() {
        writer.close();
    }
}
