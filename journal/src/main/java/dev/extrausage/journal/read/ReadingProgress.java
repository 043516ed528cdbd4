package dev.extrausage.journal.read;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells a waiting person every few seconds how many records were read. */
public final class ReadingProgress {
    private static final int EVERY_SECONDS = 5;

    private ReadingProgress() {}

    /**
     * Does {@code work} and tells {@code err} meanwhile; one of less than five seconds is silent.
     */
    public static <T> T during(JournalReader reader, PrintWriter err, Supplier<T> work) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "reading-progress");
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleAtFixedRate(() -> {
            err.printf(Locale.ROOT, "%,d records read%n", reader.recordsRead());
            err.flush();
        }, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        try {
            return work.get();
        } finally {
            ticker.shutdownNow();
        }
    }
}
