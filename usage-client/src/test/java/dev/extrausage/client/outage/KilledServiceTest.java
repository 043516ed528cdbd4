package dev.extrausage.client.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service under load whose broker goes away, and which is killed meanwhile, and again while it
 * sends what has waited. The broker stays away for {@code -Doutage.seconds}, 4 unless told.
 */
class KilledServiceTest {
    private static final Duration OUTAGE =
            Duration.ofSeconds(Integer.getInteger("outage.seconds", 4));
    private static final List<String> ACCOUNTS =
            IntStream.range(0, 20).mapToObj(i -> "account-" + i).toList();

    @TempDir Path folder;
    private final List<Process> services = new ArrayList<>();

    @Test void published_events_are_in_the_journal_once_and_in_order()
            throws Exception {
        try (Installation installation = new Installation(folder)) {
            installation.startBroker();
            installation.startLedger();
            installation.open(ACCOUNTS);

            Process first = startService("first", installation.bootstrap());
            awaitPublished("first", 2_000);
            installation.stopLedger(); // its clients would wait for the broker, too, and in vain
            installation.stopBroker();
            long away = System.nanoTime();
            awaitPublished("first", published("first").size() + 1_000);
            LockSupport.parkNanos(OUTAGE.toNanos() / 2); // the fault itself, not a wait for a state
            kill(first);

            Process second = startService("second", installation.bootstrap());
            awaitPublished("second", 1_000);
            LockSupport.parkNanos(OUTAGE.toNanos() - (System.nanoTime() - away));
            installation.startBroker();
            int before = installation.all(Topics.USAGE_EVENTS).size();
            Await.until("what has waited is being sent",
                    () -> installation.all(Topics.USAGE_EVENTS).size() > before);
            kill(second);

            Process third = startService("third", installation.bootstrap());
            awaitPublished("third", 1_000);
            installation.startLedger();
            end(third);
            assertNothingLostOrDoubled(installation);
        } catch (Throwable e) {
            for (String name : List.of("first", "second", "third")) {
                System.out.println(name + " said: " + said(name));
            }
            throw e;
        } finally {
            services.forEach(Process::destroyForcibly);
        }
    }

    private Process startService(String name, String bootstrap) throws IOException {
        Process service = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx200m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), ServiceMain.class.getName(), bootstrap,
                folder.resolve("spool").toString(), file(name).toString(), name,
                Integer.toString(ACCOUNTS.size()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile()).start();
        services.add(service);
        return service;
    }

    /** The end of what it said, for people. */
    private String said(String name) throws IOException {
        Path log = folder.resolve(name + ".log");
        String all = Files.exists(log) ? Files.readString(log) : "nothing";
        return all.substring(Math.max(0, all.length() - 4_000));
    }

    private static void kill(Process service) throws InterruptedException {
        assertThat(service.isAlive()).as("the service lives until it is killed").isTrue();
        service.destroyForcibly();
        assertThat(service.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }

    private static void end(Process service) throws Exception {
        service.getOutputStream().write('\n');
        service.getOutputStream().flush();
        assertThat(service.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).as("it has sent all that it had").isZero();
    }

    private Path file(String name) {
        return folder.resolve(name + ".published");
    }

    private void awaitPublished(String name, int count) {
        Await.until(count + " events are published by the " + name + " service",
                () -> published(name).size() >= count);
    }

    /** Events that publish took, a line each; the last may be torn by the kill. */
    private List<String> published(String name) {
        try {
            String all = Files.exists(file(name)) ? Files.readString(file(name)) : "";
            return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNothingLostOrDoubled(Installation installation) {
        Set<String> told = new HashSet<>();
        for (String name : List.of("first", "second", "third")) {
            published(name).forEach(line -> told.add(line.split(" ")[2]));
        }
        Await.until("every published event is in the journal", () ->
                entriesById(installation).keySet().containsAll(told));
        Map<String, Integer> entries = entriesById(installation);
        assertThat(entries.values()).as("entries of each event").containsOnly(1);
        // At most one event of each of the four threads was taken and not yet written down.
        assertThat(entries.size()).isBetween(told.size(), told.size() + 2 * 4);
        assertThat(installation.all(Topics.REJECTED_EVENTS)).isEmpty();
        List<UsageEvent> sent = installation.usage();
        assertFirstOfEachInOrder(sent);
        System.out.println("outage of " + OUTAGE.toSeconds() + " s: " + told.size()
                + " events published, " + entries.size() + " in the journal once each, "
                + (sent.size() - entries.size()) + " sent twice");
    }

    private static Map<String, Integer> entriesById(Installation installation) {
        Map<String, Integer> entries = new HashMap<>();
        for (BalanceChange entry : installation.journal()) {
            if (entry.getCause() instanceof UsageEvent usage) {
                assertThat(entry.getOutcome()).isNotEqualTo("REFUSED");
                entries.merge(usage.getEventId(), 1, Integer::sum);
            }
        }
        return entries;
    }

    /** Events of one thread for one account come in the order in which it published them. */
    private static void assertFirstOfEachInOrder(List<UsageEvent> sent) {
        Set<String> seen = new HashSet<>();
        Map<String, String> last = new HashMap<>();
        for (UsageEvent event : sent) {
            if (seen.add(event.getEventId())) {
                String session = event.getSessionId();
                String thread = session.substring(0, session.indexOf('/'));
                String before = last.put(event.getAccountId() + thread, session);
                assertThat(before == null || before.compareTo(session) < 0)
                        .as("%s comes after %s", session, before).isTrue();
            }
        }
    }
}
