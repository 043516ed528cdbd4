package dev.extrausage.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.EligibleLeaderReplicasVersion;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The directory of one broker: its lock, and below it Kafka's own log directory.
 *
 * <p>The lock is the operating system's on an open file, not the file's existence, so a process
 * that dies in any way has given it back. The log directory is formatted beside its final place
 * and then renamed, so it is either absent or whole: a crash while formatting leaves only what the
 * next start throws away.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "in-use.lock";
    private static final String LOG = "log";
    private static final String UNFINISHED = "log.unfinished";
    private static final String METADATA = "__cluster_metadata-0";
    private static final Pattern PARTITION = Pattern.compile(".+-[0-9]+");
    private static final Pattern SEGMENT_OR_SNAPSHOT =
            Pattern.compile("[0-9-]+[.](log|checkpoint)");

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Creates the directory if need be and claims it for this process, until {@link #close}. */
    static DataDirectory claim(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel file = FileChannel.open(root.resolve(LOCK),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLockedNow(file)) {
                file.close();
                throw new KafkaNotStartedException("the data directory " + root + " is in use by"
                        + " another broker, of a ledger that runs or of a command that looks into"
                        + " it: wait for its end, stop it, or choose another directory");
            }
            return new DataDirectory(root, file);
        } catch (IOException e) {
            throw new KafkaNotStartedException("the data directory " + root
                    + " cannot be used: " + e, e);
        }
    }

    private static boolean isLockedNow(FileChannel file) throws IOException {
        try {
            FileLock held = file.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another broker of this very process
        }
    }

    /**
     * Kafka's log directory inside this one, formatted if this is its first.
     *
     * @param member the broker among others; null: it is alone
     */
    Path formattedLog(ClusterMember member, String controllerListener) {
        Path log = root.resolve(LOG);
        try {
            deleteAll(root.resolve(UNFINISHED));
            if (!Files.exists(log)) {
                format(member, controllerListener, log);
            } else if (!Files.isRegularFile(metaProperties(log))) {
                throw new KafkaNotStartedException(log + " exists, but its "
                        + metaProperties(log).getFileName() + " does not. It will not be formatted"
                        + " over what it may hold: restore the file, or move the directory away");
            } else if (!hasMetadata(log) && hasPartitions(log)) {
                throw new KafkaNotStartedException(log + " holds partitions of topics, but "
                        + METADATA + " in it, which says what they are, is missing or empty. A"
                        + " broker would take them for nobody's: restore that folder from the same"
                        + " backup as the others, or move the directory away");
            }
            return log;
        } catch (IOException e) {
            throw new KafkaNotStartedException("the data directory " + root
                    + " cannot be formatted: " + e, e);
        }
    }

    /** True if the controller has ever written to its log: that is before any topic is there. */
    private static boolean hasMetadata(Path log) throws IOException {
        Path metadata = log.resolve(METADATA);
        if (!Files.isDirectory(metadata)) {
            return false;
        }
        try (Stream<Path> files = Files.list(metadata)) {
            return files.anyMatch(file -> SEGMENT_OR_SNAPSHOT.matcher(
                    file.getFileName().toString()).matches() && file.toFile().length() > 0);
        }
    }

    private static boolean hasPartitions(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.anyMatch(file -> Files.isDirectory(file)
                    && !file.getFileName().toString().equals(METADATA)
                    && PARTITION.matcher(file.getFileName().toString()).matches());
        }
    }

    private static Path metaProperties(Path log) {
        return log.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME);
    }

    private void format(ClusterMember member, String controllerListener, Path log)
            throws IOException {
        Path unfinished = root.resolve(UNFINISHED);
        try {
            new Formatter()
                    .setPrintStream(silent())
                    .setNodeId(member == null ? BrokerSettings.NODE_ID : member.nodeId())
                    .setClusterId(
                            member == null ? Uuid.randomUuid().toString() : member.clusterId())
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    // The newest production level of every feature; transaction.version 2 (KIP-890)
                    // among them, without which a late producer request can tear a transaction.
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    // But for one: eligible leaders are chosen among replicas. With a single one
                    // every restart would count as an unclean election of the last known leader.
                    .setFeatureLevel(EligibleLeaderReplicasVersion.FEATURE_NAME, (member == null
                            ? EligibleLeaderReplicasVersion.ELRV_0
                            : EligibleLeaderReplicasVersion.LATEST_PRODUCTION).featureLevel())
                    .setControllerListenerName(controllerListener)
                    .setDirectories(List.of(unfinished.toString()))
                    .setMetadataLogDirectory(unfinished.toString())
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // Formatter.run declares no less
            throw KafkaNotStartedException.because(unfinished + " cannot be formatted", e);
        }
        Files.move(unfinished, log, StandardCopyOption.ATOMIC_MOVE);
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private static void deleteAll(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> deepestFirst = Files.walk(tree).sorted(Comparator.reverseOrder())) {
            for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                Files.delete(path);
            }
        }
    }

    Path root() {
        return root;
    }

    /** Gives the directory back. The lock file stays: deleting it would race with others. */
    @Override public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("releasing " + root.resolve(LOCK), e);
        }
    }
}
