package dev.extrausage.cli.replay;

import dev.extrausage.cli.json.EntryJson;
import dev.extrausage.cli.json.EventJson;
import dev.extrausage.cli.json.JsonLines;
import dev.extrausage.core.Account;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Horizon;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.NextDue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides the events of a stream of JSON Lines in their order, with the function that the running
 * ledger calls and its treatment of duplicates (SPEC section 12, M4). Lines are read, decided and
 * written one by one, so memory grows only with the accounts and the ids remembered.
 */
public final class Replay {
    private final Catalog catalog;
    private final EventJson events = new EventJson();
    private final Map<String, History> histories = new HashMap<>();
    private final JsonLines lines;
    private final EntryJson entries;
    private long rejected;

    private Replay(InputStream in, OutputStream out, Catalog catalog) throws IOException {
        this.catalog = catalog;
        lines = new JsonLines(in);
        entries = new EntryJson(out);
    }

    /** What is kept of one account. */
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
        Replay replay = new Replay(in, out, catalog);
        try {
            replay.decideAll();
        } finally {
            replay.entries.flush();
        }
        return replay.rejected;
    }

    private void decideAll() throws IOException {
        while (lines.next()) {
            if (!lines.isBlank()) {
                answer();
            }
            if (!lines.isBuffered()) {
                // The next read may wait for whoever types or pipes: show what there is.
                entries.flush();
            }
        }
    }

    private void answer() throws IOException {
        Input input;
        try {
            input = events.read(lines.bytes(), lines.length()).input();
        } catch (BadInput e) {
            rejected++;
            entries.writeRejected(lines.number(), e.getMessage());
            return;
        }
        decide(input);
    }

    private void decide(Input input) throws IOException {
        History history =
                histories.computeIfAbsent(input.event().accountId(), History::new);
        if (Horizon.isCompared(input) && history.seen.contains(input.event().eventId())) {
            return;
        }
        Decision decision = Ledger.decide(history.account, input, catalog);
        history.account = decision.account();
        if (!decision.entry().isRefused()) {
            history.seen.add(input.event().eventId());
        }
        entries.write(decision.entry(), NextDue.of(decision.account(), catalog));
    }
}
