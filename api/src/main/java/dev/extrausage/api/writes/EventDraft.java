package dev.extrausage.api.writes;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the event that a call asks for: its id, its actor, its note and its change. */
final class EventDraft {
    private static final String NOTE = "note";

    private EventDraft() {}

    /** The fields of a body, which may be left out where nothing is needed; one is the note. */
    static BodyFields fields(Call call, String... known) {
        String[] all = Stream.concat(Arrays.stream(known), Stream.of(NOTE)).toArray(String[]::new);
        byte[] body = call.body().length == 0 ? new byte[] {'{', '}'} : call.body();
        return JsonBody.object(body, all);
    }

    /**
     * The note of a body; support and finance must give one.
     *
     * @throws Problem bad_request: missing, or out of its bounds
     */
    static String note(Call call, BodyFields fields) {
        Role role = call.who().role();
        boolean needed = role == Role.SUPPORT || role == Role.FINANCE;
        return needed || fields.has(NOTE) ? fields.note(NOTE) : null;
    }

    /**
     * The event of a call on the account in its path.
     *
     * @param fields of the body, for its note
     * @param change makes the change, and may throw {@link BadInput}
     * @param now milliseconds since 1970
     */
    static AccountEvent event(Call call, BodyFields fields, Supplier<Change> change, long now) {
        return event(call, call.accountId(), fields, change, now);
    }

    /** The event of a call on that account. */
    static AccountEvent event(
            Call call, String accountId, BodyFields fields, Supplier<Change> change, long now) {
        EventId id = IdempotencyKey.event(call.head());
        return within(() -> new AccountEvent(id, accountId, now, call.who().name(),
                note(call, fields), change.get()));
    }

    /** Returns what {@code made} makes; what the ledger's records refuse is a bad request here. */
    static <T> T within(Supplier<T> made) {
        try {
            return made.get();
        } catch (BadInput e) {
            String field = e.field() != null ? e.field() : e.getMessage().split(" ", 2)[0];
            throw Problem.badInput(e).with("field", field);
        }
    }

    /** True if the two ask for the same; when that was asked does not matter. */
    static boolean isSame(AccountEvent one, AccountEvent other) {
        return one.eventId().equals(other.eventId()) && one.accountId().equals(other.accountId())
                && one.actor().equals(other.actor())
                && Objects.equals(one.note(), other.note())
                && one.change().equals(other.change());
    }
}
