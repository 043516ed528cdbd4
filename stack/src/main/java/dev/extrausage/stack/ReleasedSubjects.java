package dev.extrausage.stack;

import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.ReleasedSchemas.Release;
import dev.extrausage.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;

/** The released schemas by subject, as TopicNameStrategy names them: {@code <topic>-value}. */
final class ReleasedSubjects {
    private static final String VALUE = "-value";

    private final ReleasedSchemas released;
    /** By subject, the oldest first. */
    private final Map<String, List<Release>> subjects = new TreeMap<>();

    ReleasedSubjects(ReleasedSchemas released) {
        this.released = released;
        for (Topics topic : Topics.values()) {
            topic.valueSchema().ifPresent(schema -> subjects.put(topic.topicName() + VALUE,
                    released.all().stream()
                            .filter(r -> r.schema().getFullName().equals(schema.getFullName()))
                            .sorted(Comparator.comparingInt(Release::version)).toList()));
        }
    }

    /** All subjects, in the order of their names, each with its releases, the oldest first. */
    Map<String, List<Release>> all() {
        return Collections.unmodifiableMap(subjects);
    }

    /** The releases of {@code subject}, the oldest first; none for an unknown subject. */
    List<Release> of(String subject) {
        return subjects.getOrDefault(subject, List.of());
    }

    /** The release with that id in the wire format. */
    Optional<Release> withId(int id) {
        return released.all().stream().filter(r -> r.id() == id).findAny();
    }

    /** The release with that GUID. */
    Optional<Release> withGuid(UUID guid) {
        return released.all().stream().filter(r -> guidOf(r.schema()).equals(guid)).findAny();
    }

    /**
     * The GUID that a Confluent registry gives a schema without references, metadata and rules: the
     * MD5 of its text. Unlike {@link UUID#nameUUIDFromBytes}, it keeps all 128 bits of the hash.
     */
    static UUID guidOf(Schema schema) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("MD5")
                    .digest(schema.toString().getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }
}
