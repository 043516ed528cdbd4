package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.journal.redecide.RedecidedHistory;
import dev.extrausage.journal.reports.asof.AsOf;
import java.time.Clock;
import java.util.List;

/** Balances of the past, in both senses of SPEC section 11. */
public final class PastBalanceRoutes {
    private final AccountReading reading;
    private final Clock clock;

    /** The balances of the accounts that {@code reading} reads; {@code clock} tells the present. */
    public PastBalanceRoutes(AccountReading reading, Clock clock) {
        this.reading = reading;
        this.clock = clock;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(Route.get("/v1/accounts/{account_id}/balance")
                .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR)
                .query("as_of", "as_known_at").to(work.on(this::balance)));
    }

    private Reply balance(Call call) {
        Long asOf = call.query().time("as_of");
        Long asKnownAt = call.query().time("as_known_at");
        AccountAge known = reading.known(call.accountId());
        // The present moves on without an entry: credit expires.
        boolean timeless = asOf != null || asKnownAt != null;
        Reply reply = known.isUnchanged(call.head()) ? EntityTag.notModified(known.tag())
                : Reply.ok(answer(call, known, asOf, asKnownAt)).with("ETag", known.tag());
        return timeless ? reply : EntityTag.unkept(reply);
    }

    private ObjectNode answer(Call call, AccountAge known, Long asOf, Long asKnownAt) {
        boolean timeless = asOf != null || asKnownAt != null;
        AsOf question = new AsOf(timeless ? asOf : (Long) clock.millis(), asKnownAt);
        RedecidedHistory history = reading.redecide(call.accountId(), known, question::add);
        AsOf.Answer answer = question.answer();
        return PastBalanceJson.of(known.begin(call.accountId()), answer,
                answer.addsUp() && history.arithmetic().complaint().isEmpty()).node();
    }
}
