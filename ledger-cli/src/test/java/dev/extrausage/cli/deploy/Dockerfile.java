package dev.extrausage.cli.deploy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, in their order. */
final class Dockerfile {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final List<Instruction> instructions;

    /** One instruction: its name, and all that follows on one line. */
    record Instruction(String name, String rest) {
        /** The words of it, without options such as {@code --from=build}. */
        List<String> words() {
            return Stream.of(rest.split("\\s+")).filter(w -> !w.startsWith("--")).toList();
        }

        /** The parts of the form with brackets, {@code ["java", "-cp"]}; empty for another form. */
        List<String> parts() {
            Matcher part = QUOTED.matcher(rest.startsWith("[") ? rest : "");
            return part.results().map(r -> r.group(1)).toList();
        }
    }

    private Dockerfile(List<Instruction> instructions) {
        this.instructions = instructions;
    }

    static Dockerfile read(String text) {
        String joined = text.replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return new Dockerfile(joined.lines().filter(line -> !line.isBlank())
                .map(line -> line.split("\\s+", 2))
                .map(parts -> new Instruction(parts[0], parts[1])).toList());
    }

    List<Instruction> all(String name) {
        return instructions.stream().filter(i -> i.name().equals(name)).toList();
    }

    /** The last of that name, which is the one that holds for the image. */
    Instruction last(String name) {
        List<Instruction> all = all(name);
        return all.isEmpty() ? new Instruction(name, "") : all.get(all.size() - 1);
    }
}
