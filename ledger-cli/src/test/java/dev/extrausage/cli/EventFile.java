package dev.extrausage.cli;

import dev.extrausage.core.EventId;
import dev.extrausage.core.UtcTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A history written line by line, ten events a second from four hours ago on. */
final class EventFile {
    private final List<String> lines = new ArrayList<>();
    private final String seed;
    private long clock = System.currentTimeMillis() - 4 * 3_600_000L;

    /** {@code seed}: makes the ids of this history its own. */
    EventFile(String seed) {
        this.seed = seed;
    }

    /** An account event; the change's fields are quoted with ' instead of ". */
    EventFile account(String account, String change) {
        return add("{\"account\":{" + head(account) + ",\"actor\":\"test\",\"change\":{"
                + change.replace('\'', '"') + "}}}");
    }

    /** Usage of claude-opus-4-5 with output tokens for so many cents. */
    EventFile usage(String account, String app, int cents) {
        return add("{\"usage\":{" + head(account) + ",\"app\":\"" + app
                + "\",\"model\":\"claude-opus-4-5\",\"input_tokens\":0,\"output_tokens\":"
                + cents * 400 + ",\"cache_write_tokens\":0,\"cache_read_tokens\":0}}");
    }

    /** Usage of another model, with input tokens alone. */
    EventFile usageOf(String model, String account, String app, long inputTokens) {
        return add("{\"usage\":{" + head(account) + ",\"app\":\"" + app + "\",\"model\":\""
                + model + "\",\"input_tokens\":" + inputTokens
                + ",\"output_tokens\":0,\"cache_write_tokens\":0,\"cache_read_tokens\":0}}");
    }

    EventFile again(int line) {
        return add(lines.get(line));
    }

    EventFile add(String line) {
        lines.add(line);
        return this;
    }

    private String head(String account) {
        clock += 100;
        return "\"event_id\":\"" + EventId.derived(clock, seed + lines.size())
                + "\",\"account_id\":\"" + account + "\",\"occurred_at\":\""
                + UtcTime.format(clock) + "\"";
    }

    List<String> lines() {
        return lines;
    }

    Path in(Path folder) throws IOException {
        return Files.write(folder.resolve(seed + ".jsonl"), lines);
    }
}
