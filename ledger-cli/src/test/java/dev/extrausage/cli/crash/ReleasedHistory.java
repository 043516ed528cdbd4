package dev.extrausage.cli.crash;

import dev.extrausage.core.EventId;
import dev.extrausage.core.UtcTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Events as JSON Lines, each at a given age; ids depend on that age and on what came before. */
final class ReleasedHistory {
    private static final String OPUS = "claude-opus-4-5";
    /** Output tokens of {@link #OPUS} for one cent. */
    private static final int TOKENS_A_CENT = 400;

    private final long now = System.currentTimeMillis();
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private Duration age = Duration.ZERO;

    /** {@code name}: of the file, and what makes its ids its own. */
    ReleasedHistory(String name) {
        this.name = name;
    }

    /** Lets the events that follow have occurred so long ago. */
    ReleasedHistory ago(Duration time) {
        age = time;
        return this;
    }

    /** An account event; the change's fields are quoted with ' instead of ". */
    ReleasedHistory account(String account, String change) {
        return add("{'account':{" + head(account) + ",'actor':'fixture','change':{"
                + change + "}}}");
    }

    /** Usage of claude-opus-4-5 with output tokens for so many cents. */
    ReleasedHistory usage(String account, String app, int cents) {
        return usage(account, app, OPUS, 0, cents * TOKENS_A_CENT,
                ",'cache_write_tokens':0,'cache_read_tokens':0");
    }

    /** Usage with more fields, which begin with a comma. */
    ReleasedHistory usage(
            String account, String app, String model, long input, long output, String more) {
        return add("{'usage':{" + head(account) + ",'app':'" + app + "','model':'" + model
                + "','input_tokens':" + input + ",'output_tokens':" + output + more + "}}");
    }

    /** All lines once more. */
    ReleasedHistory twice() {
        lines.addAll(List.copyOf(lines));
        return this;
    }

    private ReleasedHistory add(String line) {
        lines.add(line.replace('\'', '"'));
        return this;
    }

    private String head(String account) {
        long time = now - age.toMillis() + lines.size();
        return "'event_id':'" + EventId.derived(time, name + lines.size()) + "','account_id':'"
                + account + "','occurred_at':'" + UtcTime.format(time) + "'";
    }

    /** The file in that folder. */
    Path in(Path folder) throws IOException {
        return Files.write(folder.resolve(name + ".jsonl"), lines);
    }
}
