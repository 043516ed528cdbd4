package dev.extrausage.schemas;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The source of schemas' numbers: {@link ReleasedSchemas}, checked in with this code, or a
 * {@link SchemaRegistry} on the network. The ids of one can mean something else to the other, so a
 * cluster keeps to the one it began with. Safe for use by several threads.
 */
public interface SchemaIds extends AutoCloseable {

    /**
     * The id under which values of {@code schema} are written to {@code topic}.
     *
     * @throws SchemaRefused if the schema may not be written to that topic
     * @throws WaitEnded if this thread is interrupted, or this closed, before the id is known
     */
    int idOf(String topic, Schema schema);

    /**
     * The schema that {@code id} stands for.
     *
     * @throws BadRecord if it stands for none, or for none that Avro can read (SPEC 4)
     * @throws WaitEnded if this thread is interrupted, or this closed, before the schema is known
     */
    Schema schemaOf(int id);

    /** The source whose answer is waited for, with the reason; empty while none is. */
    default Optional<String> waitsFor() {
        return Optional.empty();
    }

    /** Ends every wait for an answer with {@link WaitEnded}, now and from now on. */
    @Override
    void close();

    /** A schema of ours is not accepted: this program must not write, and so not start. */
    final class SchemaRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SchemaRefused(String message) {
            super(message);
        }
    }

    /** A wait for the registry was given up, to stop; says nothing about the record. */
    final class WaitEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WaitEnded(String message) {
            super(message);
        }
    }
}
