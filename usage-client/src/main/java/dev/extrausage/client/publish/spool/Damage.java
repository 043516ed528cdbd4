package dev.extrausage.client.publish.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs and reports bytes in the spool that are no record. */
final class Damage {
    private static final Logger LOG = LoggerFactory.getLogger(Damage.class);

    /**
     * Cuts off a record that was being written when the process ended. After a {@code kill} its
     * {@code publish} had not returned; after a power cut it may have.
     */
    void tornTail(Path file, int from, int end) throws IOException {
        LOG.warn("the last record in {} is not whole: {} bytes are cut off, the rest is kept",
                file, end - from);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(from);
        }
    }

    /** Reports events that were given up, as their publishers know, but may be sent after all. */
    static void notStruckOut(Path file, IOException why) {
        LOG.error("events in {} that were given up cannot be struck out ({}): if this process ends"
                + " before those in front of them are sent, the next one sends them", file,
                why.toString());
    }

    /** Sets damage between sound records aside in a file of its own, for people to look at. */
    void inTheMiddle(Path file, byte[] all, int from, int end) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + "-" + from + ".damaged");
        Files.write(aside, Arrays.copyOfRange(all, from, end));
        LOG.error("{} bytes in the middle of {} are damaged, and what was published with them is"
                + " lost: they are set aside in {}, the rest is sent", end - from, file, aside);
    }
}
