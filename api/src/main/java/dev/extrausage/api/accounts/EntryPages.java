package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Cursor;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pages of an account's entries, the newest first: from the read model as far as it keeps them one
 * by one, and from the journal before that. A cursor of the journal's part has the offset to go on
 * before, since no table tells where an account's older entries lie.
 */
final class EntryPages {
    /** More than any entry's number, and the most that a cursor holds. */
    private static final long ABOVE_ALL = 999_999_999_999_999_999L;

    private final ReadModel model;
    private final AccountEntries journal;
    private final long mostRead;

    /**
     * The entries wanted.
     *
     * @param filters those that any of them lets pass; they share no entry
     * @param before only entries of a lower number; null: from the newest on
     * @param offset only the journal's before this; null: begin with the read model
     */
    record Wanted(String accountId, List<EntryFilter> filters, Long before, Long offset,
            int limit) {
        static Wanted of(String accountId, List<EntryFilter> filters, Cursor cursor, int limit) {
            return new Wanted(accountId, filters, cursor == null ? null : (Long) cursor.number(0),
                    cursor == null || cursor.parts().size() < 2 ? null : (Long) cursor.number(1),
                    limit);
        }

        private boolean letsPass(EntryRow e) {
            return (before == null || e.sequence() < before)
                    && filters.stream().anyMatch(filter -> filter.matches(e));
        }

        /** The earliest time of what is wanted; null: there is none. */
        private Long since() {
            Instant from = filters.get(0).from(); // the same in all
            return from == null ? null : (Long) from.toEpochMilli();
        }
    }

    /**
     * The read model's part of a page.
     *
     * @param next where it goes on; null: nowhere, or in the journal
     * @param first the first entry that is kept; null: none is
     */
    private record Kept(List<EntryRow> rows, Cursor next, EntryRow first) {
        /** True if nothing of the page is in the journal alone. */
        boolean isWhole() {
            return next != null || first != null && first.sequence() == 1;
        }

        /** The offset before which the journal goes on; null: its end. */
        Long journalEnd() {
            return first == null ? null : (Long) first.offset();
        }
    }

    /** Pages for which at most {@code mostRead} offsets of the journal are looked at. */
    EntryPages(ReadModel model, AccountEntries journal, long mostRead) {
        this.model = model;
        this.journal = journal;
        this.mostRead = mostRead;
    }

    /** The page, if the read model alone has it. */
    Optional<Slice<EntryRow>> pageOfReadModel(Wanted wanted) {
        if (wanted.offset != null) {
            return Optional.empty();
        }
        Kept kept = ofModel(wanted);
        return kept.isWhole() ? Optional.of(slice(kept.rows, kept.next)) : Optional.empty();
    }

    /** The page, from the journal where need be. It may have fewer entries than its limit. */
    Slice<EntryRow> page(Wanted wanted) {
        Kept kept = wanted.offset != null ? null : ofModel(wanted);
        if (kept != null && kept.isWhole()) {
            return slice(kept.rows, kept.next);
        }
        List<EntryRow> rows = new ArrayList<>(kept == null ? List.of() : kept.rows);
        if (rows.size() == wanted.limit) {
            return slice(rows, after(rows));
        }
        Long offset = kept == null ? wanted.offset : kept.journalEnd();
        Long goOn = journal.readBack(wanted.accountId, offset, wanted.since(), mostRead, placed -> {
            EntryRow row = PlacedRow.of(placed);
            if (wanted.letsPass(row)) {
                rows.add(row);
            }
            return rows.size() == wanted.limit;
        });
        return slice(rows, goOn == null ? null : Cursor.of(
                Long.toString(lowestSeen(wanted, rows)), Long.toString(goOn)));
    }

    private static long lowestSeen(Wanted wanted, List<EntryRow> rows) {
        if (!rows.isEmpty()) {
            return last(rows).sequence();
        }
        return wanted.before == null ? ABOVE_ALL : wanted.before;
    }

    private Kept ofModel(Wanted wanted) {
        Slice<EntryRow> page = merged(wanted);
        // Asked for after the rows: what has been swept meanwhile is then read from the journal.
        EntryRow first = model.keptFrom(wanted.accountId).orElse(null);
        List<EntryRow> rows = first == null ? List.of() : page.rows().stream()
                .filter(row -> row.sequence() >= first.sequence()).toList();
        boolean isEnd = page.next() == null || rows.size() < page.rows().size();
        return new Kept(rows, isEnd ? null : after(rows), first);
    }

    /** Merges the pages of all filters, which share no entry, into one. */
    private Slice<EntryRow> merged(Wanted wanted) {
        List<EntryRow> all = new ArrayList<>();
        boolean more = false;
        for (EntryFilter filter : wanted.filters) {
            Slice<EntryRow> page =
                    model.entries(wanted.accountId, filter, wanted.before, wanted.limit);
            all.addAll(page.rows());
            more |= page.next() != null;
        }
        all.sort(Comparator.comparingLong(EntryRow::sequence).reversed());
        more |= all.size() > wanted.limit;
        List<EntryRow> rows = all.subList(0, Math.min(wanted.limit, all.size()));
        return slice(rows, more && !rows.isEmpty() ? after(rows) : null);
    }

    private static EntryRow last(List<EntryRow> rows) {
        return rows.get(rows.size() - 1);
    }

    private static Cursor after(List<EntryRow> rows) {
        return Cursor.of(Long.toString(last(rows).sequence()));
    }

    private static Slice<EntryRow> slice(List<EntryRow> rows, Cursor next) {
        return new Slice<>(rows, next == null ? null : next.toString());
    }
}
