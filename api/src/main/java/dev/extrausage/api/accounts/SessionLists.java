package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.SessionDetail;
import dev.extrausage.view.rows.SessionFilter;
import dev.extrausage.view.rows.SessionPart;
import dev.extrausage.view.rows.SessionRow;
import dev.extrausage.view.rows.Slice;
import java.util.List;

/** Conversations: what each cost, from when to when, by app and model. */
final class SessionLists {
    static final String ID = "session_id";

    private final ReadModel model;
    private final Freshness freshness;

    SessionLists(ReadModel model, Freshness freshness) {
        this.model = model;
        this.freshness = freshness;
    }

    /** {@code GET A/sessions}, the one that began last first. */
    Reply list(Call call) {
        QueryFields query = call.query();
        AskedPeriod period = AskedPeriod.given(query);
        String member = MemberScope.of(call);
        SessionFilter filter = new SessionFilter(period.from(), period.to(), member);
        String mark = QueryNames.mark(query);
        int limit = query.limit();
        return freshness.ofAccount(call, true, (account, known) -> {
            Slice<SessionRow> page = model.sessions(call.accountId(), filter, mark, limit);
            List<SessionDetail> details = page.rows().stream().map(row -> model
                    .session(call.accountId(), row.sessionId(), member)
                    .orElseGet(() -> new SessionDetail(row, List.of()))).toList();
            return head(account, known)
                    .list("sessions", details, detail -> put(new AnswerFields(), detail, call))
                    .text("next", QueryNames.next(page.next())).node();
        });
    }

    /** {@code GET A/sessions/{id}}. */
    Reply one(Call call) {
        String id = call.id(ID);
        String member = MemberScope.of(call);
        return freshness.ofAccount(call, true, (account, known) -> {
            SessionDetail detail = model.session(call.accountId(), id, member)
                    .orElseThrow(() -> Problem.notFound("session " + id));
            return whole(account, known, detail, call);
        });
    }

    private static ObjectNode whole(
            AccountRow account, Knowledge known, SessionDetail detail, Call call) {
        return put(head(account, known), detail, call).node();
    }

    private static AnswerFields head(AccountRow account, Knowledge known) {
        return Freshness.put(new AnswerFields().text("account_id", account.accountId())
                .number("sequence", account.sequence()), known);
    }

    private static AnswerFields put(AnswerFields json, SessionDetail detail, Call call) {
        boolean withAmounts = call.who().role() != Role.MEMBER;
        SessionRow whole = detail.whole();
        json.text(ID, whole.sessionId()).time("started_at", whole.firstAt().toEpochMilli())
                .time("ended_at", whole.lastAt().toEpochMilli());
        UsageFields.put(json, whole.tally(), withAmounts);
        return json.list("breakdown", detail.parts(), part -> part(part, withAmounts));
    }

    private static AnswerFields part(SessionPart part, boolean withAmounts) {
        return UsageFields.put(new AnswerFields().text("app", part.app())
                .text("model", part.model()), part.tally(), withAmounts);
    }
}
