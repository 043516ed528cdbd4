package dev.extrausage.backup;

import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A backup, restore or reshard in a process of its own, which is to be killed. */
final class KilledMain {
    private static final String STEP = "step: ";
    /** The last step of all. */
    static final String ENDED = "ended";

    private KilledMain() {}

    /** The partitions that {@code reshard} gives the topics. */
    static final int PARTITIONS = 3;

    /** Takes the command; the address of Kafka; the folder of the backups; the key. */
    public static void main(String[] args) throws Exception {
        KafkaAccess access = KafkaAccess.at(args[1]);
        BackupFolder backups = new BackupFolder(Path.of(args[2]));
        Path key = Path.of(args[3]);
        step("begun");
        if (args[0].equals("backup")) {
            try (Cluster cluster = Cluster.connect(access, ReleasedSchemas.load())) {
                step("connected");
                Backup.make(cluster, LedgerSettings.DEFAULT_APPLICATION_ID, backups, null,
                        CheckpointKeys.privateKey(key));
            }
        } else if (args[0].equals("reshard")) {
            reshard(access, backups.root(), key, KilledMain::step);
        } else {
            Restore.run(access, ReleasedSchemas.load(),
                    LedgerSettings.single(access, Path.of("unused")), backups,
                    backups.latest().orElseThrow(), CheckpointKeys.publicKey(key), false,
                    KilledMain::step);
        }
        step(ENDED);
    }

    static void reshard(KafkaAccess access, Path folder, Path key, Consumer<String> progress) {
        KeyPair keys = new KeyPair(CheckpointKeys.publicKey(
                key.resolveSibling(key.getFileName() + ".pub")), CheckpointKeys.privateKey(key));
        Reshard.run(access, ReleasedSchemas.load(),
                LedgerSettings.single(access, Path.of("unused")), new Reshard.Options(
                        folder, PARTITIONS, keys, true, Duration.ofSeconds(60)), progress);
    }

    private static void step(String line) {
        System.out.println(STEP + line);
    }

    /**
     * Starts one, and kills it some time after a step; returns the steps that it told by then.
     *
     * @param steps the most that are waited for
     * @param longestMillis the most time after that
     */
    static List<String> kill(Random random, int steps, int longestMillis, Path log,
            List<String> args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx300m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + log.toAbsolutePath().getParent(),
                "-cp", System.getProperty("java.class.path"), KilledMain.class.getName());
        builder.command().addAll(args);
        Process child = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            int awaited = 1 + random.nextInt(steps);
            await(() -> !child.isAlive() || steps(log).size() >= awaited);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(longestMillis));
        } finally {
            child.destroyForcibly().waitFor();
        }
        return steps(log);
    }

    private static List<String> steps(Path log) {
        try {
            return Files.readAllLines(log).stream().filter(l -> l.startsWith(STEP))
                    .map(l -> l.substring(STEP.length())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
