package dev.extrausage.stream.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the stores that is there while nobody uses them and all were left in good order.
 *
 * <p>Streams deletes the stores of a task that it closes because of a fault, for they hold what was
 * rolled back. But it closes them first, and a store that is closed looks like one that was left in
 * good order. A process that is killed between the two (many files take seconds to delete) would
 * leave the next one balances and ids of a transaction that never was. So stores of which nobody
 * says that they were left in good order are read again from their changelogs, as nearly all are
 * after a kill anyway.
 *
 * <p>The file names the generation of the changelogs that the stores are a copy of ({@link
 * ChangelogTopics#generation}). Changelogs that were made anew may be longer than those were, and
 * the offset that a store keeps would be taken for one of theirs.
 */
public final class OrderlyEnd {
    private static final Logger LOG = LoggerFactory.getLogger(OrderlyEnd.class);

    private final Path stores;
    private final Path file;

    /** The mark for the stores of these settings' state directory and application id. */
    public OrderlyEnd(LedgerSettings settings) {
        stores = settings.stateDirectory().resolve(settings.applicationId());
        file = settings.stateDirectory().resolve(settings.applicationId() + ".orderly-end");
    }

    /**
     * Takes the mark away; returns whether the last process left the stores in good order, and they
     * are a copy of these changelogs.
     *
     * @param generation of the changelogs that there are; empty: there are none
     */
    public boolean take(Optional<String> generation) {
        try {
            String left = Files.exists(file) ? Files.readString(file) : "";
            Files.deleteIfExists(file);
            return generation.isPresent() && generation.get().equals(left);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be used: " + e, e);
        }
    }

    /** Tells whether there are stores: a directory for each task. */
    public boolean hasStores() {
        try (Stream<Path> all = Files.list(stores)) {
            return all.anyMatch(Files::isDirectory);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be used: " + e, e);
        }
    }

    /**
     * Leaves the mark of an orderly end. Where that fails, the next start takes longer.
     *
     * @param generation of the changelogs that the stores are a copy of
     */
    public void leave(String generation) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generation);
        } catch (IOException e) {
            LOG.warn("the next start reads the stores again from their changelogs, since {} cannot"
                    + " be written: {}", file, e.toString());
        }
    }
}
