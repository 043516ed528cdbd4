package dev.extrausage.benchmarks.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child's side of {@link Child}: takes commands from its standard input and answers them on its
 * standard output, one after another. It halts the process when the input ends, since then whoever
 * asked is gone and with it the reason to run.
 */
public final class CommandLoop {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

    private final ObjectMapper mapper = new ObjectMapper();
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final PrintStream answers = new PrintStream(
            new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** The answers to commands. */
    @FunctionalInterface
    public interface Answering {
        /** The answer, which becomes JSON; an exception becomes an error's answer. */
        Object answer(String command, JsonNode arguments) throws Exception;
    }

    /** Begins to read: from now on the process ends when its input does. */
    public CommandLoop() {
        System.setOut(System.err); // what libraries print is not an answer
        Thread reader = new Thread(this::read, "commands");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(line);
            }
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(0);
    }

    /** Says something of its own accord, as that it has started. */
    public void say(Object answer) throws IOException {
        answers.println(mapper.writeValueAsString(answer));
    }

    /** Answers commands one after another until the process is halted. */
    public void serve(Answering answering) throws InterruptedException, IOException {
        while (true) {
            JsonNode command = mapper.readTree(commands.take());
            try {
                say(answering.answer(command.required("do").textValue(), command));
            } catch (Exception e) { // told to whoever asked, who decides what becomes of it
                LOG.error("{} failed", command, e);
                say(mapper.createObjectNode().put("error", e.toString()));
            }
        }
    }
}
