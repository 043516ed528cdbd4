package dev.extrausage.journal.reports.whatif;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.Decision;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * The last days of an account, decided again on a copy that has another setting from their
 * beginning on. Payments of auto-reload are not those of the history: each that falls due on the
 * copy is credited at once. Nothing is changed anywhere. Times in milliseconds since 1970.
 */
public final class SettingPreview {
    private static final String ACTOR = "preview";

    private final Change setting;
    private final long since;
    private final Catalog catalog;
    private final RedecidedHistory history;
    private final DecidedIds seen = DecidedIds.unbounded();
    private final LeftOut leftOut;
    private final List<TopUp> topUps = new ArrayList<>();
    private Figures written = Figures.NONE;
    private Figures decided = Figures.NONE;
    private Account copy;
    private Long from;
    private Boolean young;
    private long latest;
    private WrittenEntry refused;

    /** A purchase that auto-reload would have made. */
    public record TopUp(long at, long amountNanos) {}

    /**
     * One of the two: what happened, or what would have.
     *
     * @param topUps the number of credits of auto-reload
     * @param boughtNanos their sum
     * @param blockedRequests requests with a part that found no money
     * @param blockedNanos these parts
     * @param firstBlockedAt null: none was
     * @param extraUsageNanos the balance at the end
     */
    public record Figures(long topUps, long boughtNanos, long blockedRequests, long blockedNanos,
            Long firstBlockedAt, long extraUsageNanos) {
        static final Figures NONE = new Figures(0, 0, 0, 0, null, 0);

        Figures and(WrittenEntry e) {
            boolean bought = e.outcome() == Outcome.APPLIED
                    && e.cause().event() instanceof AccountEvent a
                    && a.change() instanceof Change.CreditGranted c
                    && c.kind() == GrantKind.AUTO_RELOAD;
            long credit = bought ? ((Change.CreditGranted)
                    ((AccountEvent) e.cause().event()).change()).amountNanos() : 0;
            boolean blocked = e.outcome() == Outcome.UNCOVERED;
            long uncovered = e.postings().stream().filter(p -> p.from() == Pool.UNCOVERED)
                    .mapToLong(p -> p.amountNanos()).sum();
            return new Figures(topUps + (bought ? 1 : 0), Math.addExact(boughtNanos, credit),
                    blockedRequests + (blocked ? 1 : 0),
                    Math.addExact(blockedNanos, blocked ? uncovered : 0),
                    firstBlockedAt == null && blocked ? (Long) e.cause().time() : firstBlockedAt,
                    e.extraUsageNanos());
        }
    }

    /** A preview of {@code setting} on that account, put in at {@code since} or once it is open. */
    public SettingPreview(String accountId, Change setting, long since, Catalog catalog) {
        this.setting = setting;
        this.since = since;
        this.catalog = catalog;
        history = new RedecidedHistory(accountId, catalog);
        leftOut = new LeftOut(setting);
    }

    /** The account's next entry, in the journal's order. */
    public void add(WrittenEntry entry) {
        long received = entry.cause().receivedAt();
        if (from == null && mayBegin(entry)) {
            begin(Math.max(since, latest));
        }
        history.next(entry);
        latest = Math.max(latest, received);
        if (from == null) {
            leftOut.before(entry);
            if (!entry.isRefused()) {
                seen.remember(entry.cause().event().eventId(), received);
            }
            written = new Figures(0, 0, 0, 0, null, entry.extraUsageNanos());
            return;
        }
        written = written.and(entry);
        if (!leftOut.has(entry)) {
            take(entry.cause());
        }
    }

    /** A younger account begins with its first request: by then it is set up and has bought. */
    private boolean mayBegin(WrittenEntry next) {
        young = young == null ? (Boolean) (next.cause().receivedAt() >= since) : young;
        return history.account().isOpen() && next.cause().receivedAt() >= since
                && (!young || next.usage() != null);
    }

    /** Ends the history at {@code now}: the setting is tried on the account as it is now, too. */
    public void end(long now) {
        if (from == null) {
            begin(Math.max(since, latest));
        }
        WrittenEntry today = WrittenEntry.of(
                Ledger.decide(history.account(), input(setting, now, "now"), catalog).entry());
        if (today.isRefused()) {
            refused = today;
        }
    }

    private void begin(long at) {
        from = at;
        copy = history.account();
        decided = written;
        WrittenEntry answer = take(input(setting, at, "setting"));
        refused = answer.isRefused() ? answer : null;
    }

    private WrittenEntry take(Input cause) {
        Decision decision = Ledger.take(copy, cause, seen, catalog);
        if (decision == null) {
            return null;
        }
        copy = decision.account();
        WrittenEntry entry = WrittenEntry.of(decision.entry());
        decided = decided.and(entry);
        if (entry.topUpDue() != null) {
            credit(entry.topUpDue(), cause);
        }
        return entry;
    }

    /** Pays at once; a credit that the ledger does not apply asks for nothing more. */
    private void credit(TopUpDue due, Input cause) {
        Change credit = new Change.CreditGranted(due.topUpId(), GrantKind.AUTO_RELOAD,
                due.amountNanos(), null, null, due.topUpId());
        Input paid = new Input(event(credit, cause.time(), due.topUpId()), cause.receivedAt());
        Decision decision = Ledger.decide(copy, paid, catalog);
        if (decision.entry().outcome() != Outcome.APPLIED) {
            return;
        }
        copy = decision.account();
        decided = decided.and(WrittenEntry.of(decision.entry()));
        topUps.add(new TopUp(cause.time(), due.amountNanos()));
        if (decision.entry().topUpDue() != null) {
            credit(decision.entry().topUpDue(), paid);
        }
    }

    private Input input(Change change, long at, String about) {
        return new Input(event(change, at, about), at);
    }

    private AccountEvent event(Change change, long at, String about) {
        String account = history.account().accountId();
        return new AccountEvent(
                EventId.derived(at, ACTOR + " " + account + " " + about), account, at, ACTOR,
                change);
    }

    /** The instant from which the copy has the setting. */
    public long from() {
        return from;
    }

    /** The entry that would refuse the setting, now or then; null: the ledger takes it. */
    public WrittenEntry refused() {
        return refused;
    }

    /** The figures of the journal. */
    public Figures written() {
        return written;
    }

    /** The figures of the copy. */
    public Figures decided() {
        return decided;
    }

    /** The purchases of auto-reload on the copy, in order. */
    public List<TopUp> topUps() {
        return List.copyOf(topUps);
    }
}
