package dev.extrausage.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One measurement's part of the report.
 *
 * @param id its field in the JSON, and its place in docs/PERFORMANCE.md
 * @param json all of its figures
 * @param conditions under which it was measured, in a sentence
 * @param tables for people
 */
public record Section(String id, JsonNode json, String conditions, List<Table> tables) {
    /** Copies the list. */
    public Section {
        tables = List.copyOf(tables);
    }
}
