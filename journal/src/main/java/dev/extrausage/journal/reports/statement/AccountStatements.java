package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An account's statements, for the periods that are meant by a question. */
public final class AccountStatements {
    private AccountStatements() {}

    /**
     * The statements, in the order of their periods; none where no billing cycle starts in the
     * month that is asked for. Empty for an account without an entry.
     *
     * @param entries hands all of the account's entries to a listener, in their order; called
     *     twice, for the first reading finds the account's cycles and whether all adds up
     * @param catalog the one that the ledger decides by
     * @param mostMovements the most that the statements may have together
     * @throws TooManyMovements if they have more
     */
    public static Optional<List<Statement>> of(String accountId, StatementQuestion question,
            Consumer<Consumer<WrittenEntry>> entries, Catalog catalog, int mostMovements) {
        RedecidedHistory history = new RedecidedHistory(accountId, catalog);
        Cycles cycles = new Cycles();
        entries.accept(e -> cycles.add(history.next(e)));
        if (!cycles.hasEntries()) {
            return Optional.empty();
        }
        List<StatementBuilder> builders = periods(question, cycles).stream()
                .map(p -> new StatementBuilder(accountId, p, cycles.openUntil(p, catalog)))
                .toList();
        if (!builders.isEmpty()) {
            entries.accept(e -> {
                builders.forEach(b -> b.add(e));
                if (builders.stream().mapToLong(StatementBuilder::size).sum() > mostMovements) {
                    throw new TooManyMovements(mostMovements);
                }
            });
        }
        List<String> complaints = new ArrayList<>(
                history.arithmetic().complaint().stream().toList());
        List<String> notes = question.period() != null || history.doubt() == null ? List.of()
                : List.of(history.doubt() + " The cycle's limits may be others.");
        return Optional.of(builders.stream().map(b -> b.build(complaints, notes)).toList());
    }

    private static List<Period> periods(StatementQuestion question, Cycles cycles) {
        if (question.period() != null) {
            return List.of(question.period());
        }
        return question.month() == null ? List.of(cycles.current())
                : cycles.startingIn(question.month());
    }
}
