package dev.extrausage.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.StartOffsets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The contents of a backup: written last, so that a backup with a manifest is whole.
 *
 * @param format names this form
 * @param name the backup's, which is its folder's
 * @param madeAt when it was cut, as an ISO-8601 time
 * @param previous the backup that this one goes on from; null of a full one
 * @param applicationId the ledger's
 * @param partitions the number that every topic has
 * @param topicIds the ids that Kafka gave the topics whose increments go on from each other
 * @param retention the milliseconds that topics are kept which are not kept for ever, -1 if they
 *     are
 * @param parts each partition of each topic
 * @param groups how far each consumer group had come, by its id
 * @param schemas the Avro schemas of values by their ids, as JSON
 * @param checkpoint the file with the signed checkpoint of the journal
 */
public record Manifest(
        String format, String name, String madeAt, Previous previous, String applicationId,
        int partitions, Map<String, String> topicIds, Map<String, Long> retention,
        List<Part> parts,
        Map<String, List<Position>> groups,
        Map<Integer, String> schemas, KeptFile checkpoint) {
    static final String FORMAT = "extra-usage-ledger/backup/1";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Copies the lists and maps. */
    public Manifest {
        parts = List.copyOf(parts);
        topicIds = Map.copyOf(topicIds);
        retention = Map.copyOf(retention);
        groups = Map.copyOf(groups);
        schemas = Map.copyOf(schemas);
    }

    /**
     * The backup before.
     *
     * @param name its name
     * @param sha256 of its manifest's bytes, in hexadecimal
     */
    public record Previous(String name, String sha256) {}

    /**
     * One partition of one topic.
     *
     * @param topic its name
     * @param partition its number
     * @param whole true if it does not go on from the backup before
     * @param begin the first offset that Kafka still had
     * @param from the first offset that this backup covers
     * @param to the first offset that it does not cover any more
     * @param files its records, in their order
     */
    public record Part(String topic, int partition, boolean whole, long begin, long from, long to,
            List<KeptFile> files) {
        /** Copies the list. */
        public Part {
            files = List.copyOf(files);
        }

        TopicPartition where() {
            return new TopicPartition(topic, partition);
        }

        boolean isJournal() {
            return topic.equals(Topics.BALANCE_CHANGES.topicName());
        }

        boolean isOfInputs() {
            return StartOffsets.INPUTS.stream().anyMatch(t -> t.topicName().equals(topic));
        }
    }

    /**
     * A file.
     *
     * @param name in the backup's folder
     * @param bytes its length
     * @param sha256 of all of it, in hexadecimal
     * @param records how many it has; 0 of what has none
     */
    public record KeptFile(String name, long bytes, String sha256, long records) {}

    /**
     * A place in a partition.
     *
     * @param topic its name
     * @param partition its number
     * @param offset the next one to be read
     */
    public record Position(String topic, int partition, long offset) {
        TopicPartition where() {
            return new TopicPartition(topic, partition);
        }
    }

    Optional<Part> part(TopicPartition where) {
        return parts.stream().filter(p -> p.where().equals(where)).findAny();
    }

    /** The bytes of all its records' files. */
    public long bytes() {
        return parts.stream().flatMap(p -> p.files().stream()).mapToLong(KeptFile::bytes).sum();
    }

    /** The number of its records. */
    public long records() {
        return parts.stream().flatMap(p -> p.files().stream()).mapToLong(KeptFile::records).sum();
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new IllegalStateException("a manifest cannot be written", e);
        }
    }

    /** Throws {@link IOException}, with what is wrong, when the bytes are no manifest. */
    static Manifest read(byte[] bytes) throws IOException {
        Manifest manifest = parsed(bytes);
        if (!FORMAT.equals(manifest.format)) {
            throw new IOException("its format is " + manifest.format + ", must be " + FORMAT);
        }
        return manifest;
    }

    private static Manifest parsed(byte[] bytes) throws IOException {
        try {
            return JSON.readValue(bytes, Manifest.class);
        } catch (JsonProcessingException e) {
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException(e.getLocation() == null ? what : what + " (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")", e);
        }
    }
}
