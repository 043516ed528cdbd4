package dev.extrausage.view.rows;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Outcome;
import java.time.Instant;
import java.util.Objects;

/**
 * The entries wanted. What is null does not filter.
 *
 * @param from by {@link EntryRow#at}, inclusive
 * @param to exclusive
 * @param type {@code Usage} or a change's name
 * @param app compared with ASCII capitals folded, as the model
 * @param session as it was sent, as the member
 * @param minNanos the least of what the entry is about, by {@link EntryRow#amountNanos}
 */
public record EntryFilter(
        Instant from, Instant to, String type, Outcome outcome, String app, String model,
        String session, String member, Long minNanos) {
    /** All entries. */
    public static final EntryFilter ALL =
            new EntryFilter(null, null, null, null, null, null, null, null, null);

    /** Tells of an entry from elsewhere what the read model's queries tell of those they find. */
    public boolean matches(EntryRow e) {
        Long amount = e.amountNanos();
        return (from == null || !e.at().isBefore(from)) && (to == null || e.at().isBefore(to))
                && isOrAny(type, e.type()) && isOrAny(outcome, e.outcome())
                && isNameOrAny(app, e.app()) && isNameOrAny(model, e.model())
                && isOrAny(session, e.session()) && isOrAny(member, e.member())
                && (minNanos == null || (amount == null ? 0 : amount) >= minNanos);
    }

    private static boolean isOrAny(Object wanted, Object found) {
        return wanted == null || Objects.equals(wanted, found);
    }

    private static boolean isNameOrAny(String wanted, String found) {
        return wanted == null
                || found != null && FoldedName.of(wanted).equals(FoldedName.of(found));
    }
}
