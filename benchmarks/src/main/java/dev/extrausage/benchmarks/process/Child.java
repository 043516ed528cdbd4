package dev.extrausage.benchmarks.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.embedded.cluster.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process that is asked by a line of JSON on its standard input and answers by one on
 * its standard output ({@link CommandLoop} is its side); what it logs goes to a file.
 */
public final class Child implements AutoCloseable {
    /** RocksDB and the compression codecs are native code, of which a JDK from 24 on warns. */
    private static final String NATIVE_CODE = "--enable-native-access=ALL-UNNAMED";

    private final ObjectMapper mapper = new ObjectMapper();
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private final String name;
    private final ChildJvm jvm;
    private final Writer questions;

    private Child(String name, ChildJvm jvm) {
        this.name = name;
        this.jvm = jvm;
        questions = jvm.input();
        Thread reader = new Thread(this::readAnswers, name + "-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a main class.
     *
     * @param name what it is called in messages; its log is {@code name.log}
     * @param folder where its log goes, and its temporary files
     * @param flags of its JVM
     * @param main the class's whole name
     * @param arguments of its main method
     */
    public static Child start(
            String name, Path folder, List<String> flags, String main, String... arguments) {
        List<String> all = new ArrayList<>(flags);
        all.add(NATIVE_CODE);
        return new Child(name, ChildJvm.startConversing(name, folder, all, main, arguments));
    }

    private void readAnswers() {
        try (BufferedReader lines = jvm.output()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The process was killed: as good as the end of what it says.
        }
        answers.add(Optional.empty());
    }

    /**
     * Asks it to do something, and waits for its answer.
     *
     * @param command what to do, with its arguments as other fields
     * @throws ChildFailed when it could not, ended, or did not answer within {@code longest}
     */
    public JsonNode ask(ObjectNode command, Duration longest) {
        tell(command);
        return answer(longest);
    }

    /** Asks without waiting: its answer is the next one. */
    public void tell(ObjectNode command) {
        try {
            questions.write(mapper.writeValueAsString(command) + "\n");
            questions.flush();
        } catch (IOException e) {
            throw failed("takes no more commands");
        }
    }

    /** True if {@link #answer} would not have to wait. */
    public boolean hasAnswered() {
        return !answers.isEmpty();
    }

    /** As {@link #ask(ObjectNode, Duration)}, for a command without arguments. */
    public JsonNode ask(String command, Duration longest) {
        return ask(mapper.createObjectNode().put("do", command), longest);
    }

    /** The next answer, also to nothing: what it says when it has started. */
    public JsonNode answer(Duration longest) {
        try {
            Optional<String> line = answers.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw failed("did not answer within " + longest.toSeconds() + " s");
            }
            JsonNode answer = mapper.readTree(line.orElseThrow(() -> failed("has ended")));
            if (answer.has("error")) {
                throw failed("says: " + answer.get("error").textValue());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for");
        }
    }

    private ChildFailed failed(String what) {
        return new ChildFailed(
                "the process " + name + " " + what + ". The end of its log:\n" + jvm.tail());
    }

    /** The processor time it has taken since it started, user and system. */
    public Duration cpu() {
        return jvm.cpu();
    }

    /** Its number in the operating system. */
    public long pid() {
        return jvm.pid();
    }

    /** Asks it to end (SIGTERM), and waits until it has. */
    public void stop() {
        jvm.stop();
    }

    /** Kills it: nothing it holds is needed any more. */
    @Override public void close() {
        jvm.close();
    }
}
