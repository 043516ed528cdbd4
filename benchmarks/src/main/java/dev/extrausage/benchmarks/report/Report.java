package dev.extrausage.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that one run of the benchmark measured.
 *
 * @param machine what on
 * @param date when it ended, to the second, in UTC
 * @param commit of which sources
 * @param sections in the order they were measured
 */
public record Report(Machine machine, Instant date, String commit, List<Section> sections) {
    private static final String RATIOS = "ratios";

    /** Of this machine, now, and of the sources that this was built from. */
    public static Report of(List<Section> sections) {
        return new Report(Machine.present(), Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Commit.present(), List.copyOf(sections));
    }

    /** For a terminal. */
    public String text() {
        return sections.stream().map(s -> s.conditions() + "\n\n" + s.tables().stream()
                        .map(Table::text).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n")) + "\n" + origin() + "\n";
    }

    private String origin() {
        return machine.text() + "; " + date + "; commit " + commit;
    }

    /** Everything, a field for each section; a section's ratios stand at the top as well. */
    public ObjectNode json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        sections.stream().filter(s -> s.json().has(RATIOS))
                .forEach(s -> root.set(RATIOS, s.json().get(RATIOS)));
        root.put("date", date.toString());
        root.put("commit", commit);
        root.set("machine", mapper.valueToTree(machine));
        sections.forEach(s -> root.set(s.id(), s.json()));
        return root;
    }

    /** Writes {@link #json} to a file, in place of what it held. */
    public void writeJson(Path file) throws IOException {
        Files.writeString(file, json().toPrettyString() + "\n");
    }

    /**
     * Replaces, in a document, what stands between {@code <!-- bench:ID -->} and
     * {@code <!-- /bench:ID -->} for each section; the rest of it is left as it is.
     *
     * @throws IOException if it cannot be read or written, or has no place for a section
     */
    public void writeMarkdown(Path document) throws IOException {
        String text = Files.readString(document);
        for (Section section : sections) {
            String begin = "<!-- bench:" + section.id() + " -->\n";
            int from = text.indexOf(begin);
            int to = text.indexOf("<!-- /bench:" + section.id() + " -->");
            if (from < 0 || to < from) {
                throw new IOException(document + " has no place for the tables of "
                        + section.id() + ": no line " + begin.strip() + " with its end");
            }
            text = text.substring(0, from + begin.length()) + markdown(section)
                    + text.substring(to);
        }
        Files.writeString(document, text);
    }

    private String markdown(Section section) {
        return "\n" + section.conditions() + "\n\n" + section.tables().stream()
                .map(t -> t.markdown() + "\n").collect(Collectors.joining())
                + "*" + origin() + "*\n\n";
    }
}
