package dev.extrausage.cli.crash;

import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** The ledger as it is run, in processes of its own, and what may befall them. */
interface Installation extends AutoCloseable {
    /** The number of partitions its topics have. */
    int PARTITIONS = 4;

    /**
     * One thing that befalls a running installation.
     *
     * @param name of it, for people
     * @param strike does it, and undoes it as far as it does not undo itself
     */
    record Fault(String name, Runnable strike) { }

    /** Starts it for the first time; to be closed also when this fails. */
    void start();

    /** The address of its Kafka, the same after every restart. */
    String bootstrap();

    /** All that may befall it, those first that a short run must not leave out. */
    List<Fault> faults();

    /** Starts again what has ended by itself, and names it; nothing else is ever done for it. */
    default List<String> tend() {
        return List.of();
    }

    /** More traffic beside the usual load, such as over HTTP; begun and ended with it. */
    default List<Traffic> moreTraffic(Sender sender, JournalWatch journal, long seed) {
        return List.of();
    }

    /** Holds more to the journal when nothing is under way; throws what is not as it must be. */
    default void alsoHolds(JournalWatch journal) { }

    /** The load that it can bear on two busy processors. */
    default int recordsPerSecond() {
        return 600;
    }

    /** True if a part of its journal was decided by earlier rules, which an audit only links. */
    default boolean hasEarlierEntries() {
        return false;
    }

    /** The payments so far. */
    List<Payment> payments();

    /** The refunds so far, also those that failed. */
    List<Refund> refunds();

    /** The last lines of its processes. */
    String tails();

    @Override void close();

    /** The payments in a processor's file, which the processor may have open. */
    static List<Payment> paymentsIn(Path file) {
        return read(file, SimulatedCardProcessor::payments);
    }

    /** The refunds in a processor's file, which the processor may have open. */
    static List<Refund> refundsIn(Path file) {
        return read(file, SimulatedCardProcessor::refunds);
    }

    private static <T> T read(Path file, Function<SimulatedCardProcessor, T> what) {
        Path copy = file.resolveSibling(file.getFileName() + ".copy");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (SimulatedCardProcessor processor = SimulatedCardProcessor.open(copy,
                    CardsOnFile.byAccountId(), InstantSource.system(), Duration.ofDays(1))) {
                return what.apply(processor);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
