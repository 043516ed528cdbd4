package dev.extrausage.benchmarks.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Table;
import java.util.List;

/** The single steps' part of the report. */
public final class MicroSection {
    private MicroSection() {}

    /** The part for figures that were measured with {@code how}. */
    public static Section of(MicroBenchmarks how, List<MicroFigure> figures) {
        return new Section("micro", json(figures), "JMH, " + how.forks() + " fork, "
                + how.warmUps() + " warm-ups and " + how.iterations() + " iterations of "
                + how.iterationMillis() + " ms, one thread; means with their 99.9 % interval.",
                List.of(table(figures)));
    }

    private static Table table(List<MicroFigure> figures) {
        return new Table("Single steps", List.of("operation", "ns/op", "±", "B/op"),
                figures.stream().map(f -> List.of(f.operation(), Figure.decimal(f.nanos(), 1),
                        Figure.decimal(f.nanosError(), 1), Figure.whole(f.bytes()))).toList());
    }

    private static ObjectNode json(List<MicroFigure> figures) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ArrayNode all = root.putArray("operations");
        for (MicroFigure f : figures) {
            all.addObject().put("operation", f.operation()).put("nanos", f.nanos())
                    .put("nanos_error", f.nanosError()).put("bytes", f.bytes());
        }
        return root;
    }
}
