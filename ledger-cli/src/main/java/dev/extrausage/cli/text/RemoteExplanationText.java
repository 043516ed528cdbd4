package dev.extrausage.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Entries, as the HTTP API explains them, in lines for a person. */
public final class RemoteExplanationText {
    private RemoteExplanationText() {}

    /** The lines of answers to {@code GET …/entries/{sequence}}, with a blank line between. */
    public static List<String> of(List<JsonNode> entries) {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add("Entry " + entry.path("sequence").asLong() + ", "
                    + entry.path("type").asText() + ", " + entry.path("outcome").asText()
                    + (entry.path("reason").isTextual()
                            ? " " + entry.path("reason").asText() : ""));
            entry.path("why").forEach(sentence -> lines.add("  " + sentence.asText()));
        }
        return lines;
    }
}
