package dev.extrausage.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.benchmarks.process.CommandLoop;
import java.util.Map;

/** The process of one contender: starts, marks and stops it as it is told ({@link Runner}). */
final class ContenderMain {
    private final ObjectMapper mapper = new ObjectMapper();
    private final Pauses pauses = Pauses.listen();
    private Running running;

    private ContenderMain() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        CommandLoop loop = new CommandLoop();
        loop.say(Map.of("started", true));
        loop.serve(new ContenderMain()::answer);
    }

    private Object answer(String command, JsonNode arguments) throws Exception {
        switch (command) {
            case "start" -> {
                running = Running.start(mapper.treeToValue(arguments.required("job"), Job.class));
                return Map.of("ready", true);
            }
            case "mark" -> {
                running.requireWell();
                return ProgressMark.of(pauses.take(), running.metrics());
            }
            case "stop" -> {
                ProgressMark last = ProgressMark.of(pauses.take(), running.metrics());
                running.close();
                return last;
            }
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }
}
