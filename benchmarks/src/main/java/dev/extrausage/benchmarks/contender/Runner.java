package dev.extrausage.benchmarks.contender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.benchmarks.process.Child;
import dev.extrausage.benchmarks.process.ImageJvm;
import dev.extrausage.benchmarks.settings.Contender;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A contender's process, as whoever measures sees it. It can be started and stopped in it as often
 * as there are rounds, so that what was compiled in one round is compiled in the next.
 */
public final class Runner implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(150);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Contender contender;
    private final Child child;

    private Runner(Contender contender, Child child) {
        this.contender = contender;
        this.child = child;
    }

    /** The flags of every contender's JVM: those of the image's, and its heap. */
    public static List<String> flags(int heapMegabytes) {
        List<String> flags = new ArrayList<>(ImageJvm.flags());
        flags.addAll(List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m"));
        return flags;
    }

    /** Starts the process; {@code folder} is for its log, {@code more} are flags of its JVM. */
    public static Runner start(
            Contender contender, Path folder, int heapMegabytes, List<String> more) {
        List<String> flags = new ArrayList<>(flags(heapMegabytes));
        flags.addAll(more);
        Child child = Child.start(contender.option(), folder, flags,
                "dev.extrausage.benchmarks.contender.ContenderMain");
        child.answer(LONGEST_ANSWER);
        return new Runner(contender, child);
    }

    /** The contender that it runs. */
    public Contender contender() {
        return contender;
    }

    /** Sets it to work, and returns when it handles events. */
    public void begin(Job job) {
        beginSoon(job);
        awaitBegun();
    }

    /**
     * As {@link #begin}, but returns at once. Before anything else is asked of it,
     * {@link #awaitBegun} has to be called.
     */
    public void beginSoon(Job job) {
        child.tell(mapper.createObjectNode().put("do", "start")
                .set("job", mapper.valueToTree(job)));
    }

    /** True if {@link #awaitBegun} would not have to wait. */
    public boolean hasBegun() {
        return child.hasAnswered();
    }

    /** Returns when it handles events, and throws if it cannot. */
    public void awaitBegun() {
        child.answer(LONGEST_ANSWER);
    }

    /** Returns the work it has done; throws if it stopped by itself. */
    public ProgressMark mark() {
        return read(child.ask("mark", LONGEST_ANSWER));
    }

    /** Has it commit and stop, and says what it has done. */
    public ProgressMark end() {
        return read(child.ask("stop", LONGEST_ANSWER));
    }

    /** The processor time its process has taken. */
    public Duration cpu() {
        return child.cpu();
    }

    private ProgressMark read(JsonNode answer) {
        try {
            return mapper.treeToValue(answer, ProgressMark.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the process end in order, with all that a JVM does then. */
    public void leave() {
        child.stop();
    }

    /** Kills the process. */
    @Override public void close() {
        child.close();
    }
}
