package dev.extrausage.stack.rebuild;

import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A rebuild in a process of its own, which is to be killed. It dawdles at each step. */
final class RebuildingMain {
    private static final String STEP = "step: ";

    private RebuildingMain() {}

    /** The address of Kafka, and whether to replace a memory. */
    public static void main(String[] args) {
        LedgerSettings settings = LedgerSettings.single(args[0], Path.of("unused"));
        new Rebuild(settings, RebuiltCluster.CATALOG, ReleasedSchemas.load(), line -> {
            System.out.println(STEP + line);
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }).run(RebuildOptions.byJournal(Boolean.parseBoolean(args[1])));
    }

    /** The steps that a child with that log has come to. */
    static long steps(Path log) {
        try {
            return Files.readAllLines(log).stream().filter(l -> l.startsWith(STEP)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
