package dev.extrausage.journal.read;

import java.util.List;

/** Somebody's knowledge of where an account's entries lie, such as a read model's. */
@FunctionalInterface
public interface KnownPlaces {
    /** Knowledge of nothing: every reading is a scan. */
    KnownPlaces NONE = (accountId, after, limit) -> List.of();

    /**
     * The account's entries of a number above {@code after} whose places are known, in their order
     * and without a gap, {@code limit} of them at most. Earlier ones may be forgotten: the first is
     * then not {@code after + 1}.
     */
    List<EntryPlace> after(String accountId, long after, int limit);
}
