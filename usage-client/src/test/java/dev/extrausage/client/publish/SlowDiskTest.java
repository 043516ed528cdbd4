package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.extrausage.client.outage.Await;
import dev.extrausage.client.publish.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A request waits no longer than it is willing to, whatever the disk does. */
class SlowDiskTest {
    private static final long A_MOMENT = Duration.ofMillis(5).toNanos();
    private static final long LONG_ENOUGH = Duration.ofSeconds(60).toNanos();

    @TempDir Path folder;
    private final CountDownLatch diskAnswers = new CountDownLatch(1);
    private Spool spool;
    private SpoolWriter writer;

    @BeforeEach void open() throws IOException {
        spool = Spool.open(folder, Spool.LEAST_BOUND);
    }

    @AfterEach void close() throws IOException {
        writer.close();
        spool.close();
    }

    @Test void given_up_events_are_not_sent_when_the_disk_recovers() {
        write(records -> {
            awaitDisk();
            spool.append(records);
        });
        Pending underWay = submitted();
        assertThat(underWay.awaitKept(A_MOMENT)).isFalse();
        Pending queued = submitted();
        assertThat(queued.awaitKept(A_MOMENT)).isFalse();

        diskAnswers.countDown();
        Pending later = submitted();
        assertThat(later.awaitKept(LONG_ENOUGH)).isTrue();
        Await.until("nothing is left to be written", () -> spool.state().bytes() > 0);
        assertThat(spool.waiting()).containsExactly(later);
    }

    @Test void given_up_events_leave_memory_while_the_disk_hangs() {
        write(records -> {
            awaitDisk();
            spool.append(records);
        });
        Pending underWay = submitted();
        assertThat(underWay.awaitKept(A_MOMENT)).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(writer.awaitKept(submitted(), 1)).isFalse();
        }
        assertThat(writer.queued()).isLessThanOrEqualTo(1);
        diskAnswers.countDown();
        assertThat(submitted().awaitKept(LONG_ENOUGH)).isTrue();
        assertThat(spool.waiting()).hasSize(1);
    }

    @Test void a_disk_failure_reaches_the_caller_and_is_not_final() {
        boolean[] isFull = {true};
        write(records -> {
            if (isFull[0]) {
                throw new IOException("No space left on device");
            }
            spool.append(records);
        });
        assertThatThrownBy(() -> submitted().awaitKept(LONG_ENOUGH))
                .isInstanceOfSatisfying(NotPublished.class, e ->
                        assertThat(e.reason()).isEqualTo(NotPublished.Reason.DISK_FAILED))
                .hasMessageContaining("No space left on device");
        isFull[0] = false;
        assertThat(submitted().awaitKept(LONG_ENOUGH)).isTrue();
    }

    @Test void a_full_disk_is_logged_once_a_minute() {
        Logger logger = (Logger) LoggerFactory.getLogger(SpoolWriter.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.ERROR);
        AtomicLong now = new AtomicLong();
        writer = new SpoolWriter(spool::hasRoom, records -> {
            throw new IOException("No space left on device");
        }, now::get);
        start();
        try {
            for (int minute = 0; minute < 2; minute++) {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> submitted().awaitKept(LONG_ENOUGH))
                            .isInstanceOf(NotPublished.class);
                }
                assertThat(log.list).hasSize(minute + 1);
                now.addAndGet(Duration.ofMinutes(1).toNanos());
            }
        } finally {
            logger.setLevel(null);
            logger.detachAppender(log);
        }
    }

    private void write(SpoolWriter.Disk disk) {
        writer = new SpoolWriter(spool::hasRoom, disk);
        start();
    }

    private void start() {
        Thread thread = new Thread(writer, "writer");
        thread.setDaemon(true);
        thread.start();
    }

    private Pending submitted() {
        Pending event = new Pending(1, new byte[] {'k'}, new byte[100]);
        writer.submit(event);
        return event;
    }

    private void awaitDisk() {
        try {
            diskAnswers.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
