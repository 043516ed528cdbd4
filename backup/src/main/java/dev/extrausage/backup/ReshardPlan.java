package dev.extrausage.backup;

import dev.extrausage.kafka.access.FileError;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The plan of a reshard, kept in its directory before anything is done: whoever goes on after a
 * kill must do the same.
 *
 * @param partitions how many every topic is to have
 * @param replication how many brokers are to hold each topic
 * @param minInsync how many of them must have a record before it counts
 * @param abandoned whether the topics are to be as they were, instead
 */
record ReshardPlan(int partitions, int replication, int minInsync, boolean abandoned) {
    private static final String FILE = "reshard.properties";
    private static final String PARTITIONS = "partitions";
    private static final String REPLICATION = "replication";
    private static final String MIN_INSYNC = "min.insync";
    private static final String ABANDONED = "abandoned";

    /** The plan that is kept in a directory; null: none is. */
    static ReshardPlan in(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        Properties kept = new Properties();
        try {
            kept.load(new StringReader(Files.readString(file)));
            return new ReshardPlan(number(kept, PARTITIONS), number(kept, REPLICATION),
                    number(kept, MIN_INSYNC), Boolean.parseBoolean(kept.getProperty(ABANDONED)));
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupProblem(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static int number(Properties kept, String name) {
        return Integer.parseInt(kept.getProperty(name));
    }

    /** The same, given up. */
    ReshardPlan givenUp() {
        return new ReshardPlan(partitions, replication, minInsync, true);
    }

    /** Keeps it. */
    void keepIn(Path directory) {
        Properties kept = new Properties();
        kept.setProperty(PARTITIONS, Integer.toString(partitions));
        kept.setProperty(REPLICATION, Integer.toString(replication));
        kept.setProperty(MIN_INSYNC, Integer.toString(minInsync));
        kept.setProperty(ABANDONED, Boolean.toString(abandoned));
        StringWriter text = new StringWriter();
        try {
            kept.store(text, null);
            Files.createDirectories(directory);
            BackupFolder.write(directory.resolve(FILE),
                    text.toString().getBytes(StandardCharsets.UTF_8));
            BackupFolder.force(directory);
        } catch (IOException e) {
            throw new BackupProblem(directory + " cannot be written: " + FileError.reason(e), e);
        }
    }
}
