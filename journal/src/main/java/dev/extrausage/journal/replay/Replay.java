package dev.extrausage.journal.replay;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.NextDue;
import dev.extrausage.journal.replay.ReadAhead.Line;
import dev.extrausage.schemas.json.EntryJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides the events of a stream of JSON Lines in their order, with the function that the running
 * ledger calls and its treatment of duplicates (SPEC section 12, M4). A few thousand lines are in
 * memory at a time, so it grows only with the accounts and the ids remembered.
 */
public final class Replay {
    private final Catalog catalog;
    private final Map<String, History> histories = new HashMap<>();
    private final EntryJson entries;
    private long rejected;

    private Replay(OutputStream out, Catalog catalog) throws IOException {
        this.catalog = catalog;
        entries = new EntryJson(out);
    }

    /** One account and the ids it remembers. */
    private static final class History {
        private Account account;
        private final EventIdSet seen = new EventIdSet();

        History(String accountId) {
            account = Account.unknown(accountId);
        }
    }

    /**
     * Decides all lines of {@code in} and writes the answers to {@code out}, which is flushed but
     * not closed. Returns how many lines could not be read.
     *
     * @throws IOException when a stream fails; what was decided before it is written if it can be
     */
    public static long run(InputStream in, OutputStream out, Catalog catalog) throws IOException {
        Replay replay = new Replay(out, catalog);
        try (ReadAhead lines = new ReadAhead(in)) {
            replay.answerAll(lines);
        } finally {
            replay.entries.flush();
        }
        return replay.rejected;
    }

    private void answerAll(ReadAhead lines) throws IOException {
        for (List<Line> some = lines.next(); some != null; some = lines.next()) {
            for (Line line : some) {
                answer(line);
            }
            if (lines.isDry()) {
                // More may be long in coming: show what there is.
                entries.flush();
            }
        }
    }

    private void answer(Line line) throws IOException {
        if (line.error() == null) {
            decide(line.input());
        } else {
            rejected++;
            entries.writeRejected(line.lineNumber(), line.error());
        }
    }

    private void decide(Input input) throws IOException {
        History history =
                histories.computeIfAbsent(input.event().accountId(), History::new);
        Decision decision = Ledger.take(history.account, input, history.seen, catalog);
        if (decision == null) {
            return;
        }
        history.account = decision.account();
        entries.write(decision.entry(), NextDue.of(decision.account(), catalog));
    }
}
