package dev.extrausage.client.gate.memory;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Projects an account from its snapshot to the time of a question, by the ledger's own rules: the
 * question is put to {@link Ledger#decide} as a passing of time, which rolls cycles and expires
 * grants (D2) and moves nothing else.
 */
public final class ProjectedAccount {
    private static final String ACTOR = "gate";
    private static final EventId ANY_ID = EventId.derived(0, ACTOR);

    private ProjectedAccount() {}

    /** The account as an input of {@code time} would find it after D2. */
    public static Account at(long time, Account account, Catalog catalog) {
        AccountEvent passing = new AccountEvent(ANY_ID, account.accountId(), time, ACTOR,
                new Change.TimePassed(time));
        return Ledger.decide(account, new Input(passing, time), catalog).account();
    }

    /**
     * The cycle that a snapshot shows. Its number is counted from the anchor; a snapshot older than
     * that field is taken for the first cycle of an anchor of its own.
     *
     * @param isFirst whether it is the account's first of an anchor before it; one that begins at
     *     its anchor is so in any case
     */
    static Cycle cycle(long anchor, long start, long end, boolean isFirst) {
        if (anchor >= start) {
            return new Cycle(start, 0, start, end, 0);
        }
        int guess = (int) ChronoUnit.MONTHS.between(utc(anchor), utc(start));
        for (int index = Math.max(0, guess - 1); index <= guess + 1; index++) {
            Cycle cycle = Cycle.of(anchor, index);
            if (cycle.start() == start) {
                return isFirst ? new Cycle(anchor, index, start, end, index) : cycle;
            }
        }
        return new Cycle(start, 0, start, end, 0);
    }

    private static LocalDateTime utc(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
