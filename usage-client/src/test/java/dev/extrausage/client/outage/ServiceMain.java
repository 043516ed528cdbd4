package dev.extrausage.client.outage;

import dev.extrausage.client.Published;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An inference service under load, to be killed. For each event that publish took it writes down
 * account, thread, number and id before it goes on. On a line on its standard input it ends in
 * order; when that input ends, the test has, and it halts.
 */
final class ServiceMain {
    private static final int THREADS = 4;
    private static final long PAUSE_NANOS = 1_000_000;

    private static volatile boolean isEnding;

    private ServiceMain() { }

    /** Bootstrap servers, spool folder, the file to write in, its name, how many accounts. */
    public static void main(String[] args) throws Exception {
        UsagePublisher publisher = UsagePublisher.builder().bootstrapServers(args[0])
                .spool(Path.of(args[1])).longestWait(Duration.ofSeconds(30)).open();
        try (OutputStream out = new FileOutputStream(args[2], true)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String thread = args[3] + "-" + i;
                int accounts = Integer.parseInt(args[4]);
                threads.add(new Thread(() -> serve(publisher, out, thread, accounts)));
            }
            threads.forEach(Thread::start);
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(1);
            }
            isEnding = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
        publisher.close(Duration.ofSeconds(90));
        System.exit(publisher.metrics().waiting() == 0 ? 0 : 2);
    }

    private static void serve(
            UsagePublisher publisher, OutputStream out, String thread, int accounts) {
        for (int n = 0; !isEnding; n++) {
            String account = "account-" + n % accounts;
            Published event = publisher.publish(Usage.of(account).app("claude.ai")
                    .model("claude-haiku-4-5").session(session(thread, n)).tokens(10, 5).build());
            try {
                out.write((account + " " + session(thread, n) + " " + event.eventId() + "\n")
                        .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static String session(String thread, int number) {
        return "%s/%07d".formatted(thread, number);
    }
}
