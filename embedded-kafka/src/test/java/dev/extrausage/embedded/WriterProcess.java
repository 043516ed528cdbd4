package dev.extrausage.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Another process with a broker in it, which writes without end until it is killed: plain records
 * to {@link #PLAIN}, transactions of {@link #SIZE} records each to {@link #WHOLE}, both numbered
 * upwards from a given number. What the broker has acknowledged it says on its standard output,
 * and only then: "acknowledged N" and "committed N". It ends by itself when its standard input
 * does, that is with the test.
 */
final class WriterProcess implements AutoCloseable {
    static final String PLAIN = "plain";
    static final String WHOLE = "whole";
    static final int SIZE = 10;

    private final Process process;
    private final BufferedReader said;
    private final Set<Long> acknowledged = new TreeSet<>();
    private final Set<Long> committed = new TreeSet<>();

    private WriterProcess(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    static WriterProcess start(Path data, long first) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                WriterProcess.class.getName(), data.toString(),
                Long.toString(first));
        return new WriterProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Waits until so many transactions are known to be committed, in all. */
    void awaitCommitted(int transactions) throws IOException {
        while (committed.size() < transactions) {
            String line = said.readLine();
            if (line == null) {
                throw new AssertionError("the writer ended after " + committed);
            }
            note(line);
        }
    }

    /** Kills it with SIGKILL, and notes what it had said by then. */
    void kill() throws IOException {
        process.toHandle().destroyForcibly(); // the process's own method would close its output
        String line = said.readLine();
        String next;
        while (line != null && (next = said.readLine()) != null) {
            note(line);
            line = next; // the last line may have been cut by the kill: it does not count
        }
        process.onExit().join();
    }

    private void note(String line) {
        String[] words = line.split(" ");
        Set<Long> which = words[0].equals("committed") ? committed : acknowledged;
        which.add(Long.parseLong(words[1]));
    }

    /** The plain records it has heard acknowledged. */
    Set<Long> acknowledged() {
        return acknowledged;
    }

    /** The transactions it has heard committed. */
    Set<Long> committed() {
        return committed;
    }

    @Override public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] args) throws Exception {
        endWithTheTest();
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]));
        String bootstrap = kafka.bootstrapServers();
        AtomicLong plain = new AtomicLong(Long.parseLong(args[1]));
        try (Producer<String, String> loose = Clients.producer(bootstrap, Map.of());
                Producer<String, String> whole =
                        Clients.producer(bootstrap, Map.of("transactional.id", "writer"))) {
            whole.initTransactions();
            for (long transaction = plain.get(); ; transaction++) {
                for (int i = 0; i < 50; i++) {
                    writePlain(loose, plain.getAndIncrement());
                }
                writeWhole(whole, transaction);
            }
        }
    }

    private static void writePlain(Producer<String, String> producer, long number) {
        producer.send(new ProducerRecord<>(PLAIN, Long.toString(number)), (where, failure) -> {
            if (failure == null) {
                say("acknowledged " + number);
            }
        });
    }

    private static void writeWhole(Producer<String, String> producer, long number) {
        producer.beginTransaction();
        for (int i = 0; i < SIZE; i++) {
            producer.send(new ProducerRecord<>(WHOLE, Long.toString(number)));
        }
        producer.commitTransaction();
        say("committed " + number);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }

    private static void endWithTheTest() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // as good as its end
            }
            Runtime.getRuntime().halt(1);
        }, "end-with-the-test");
        watch.setDaemon(true);
        watch.start();
    }
}
