package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.routing.Call;

/** The member whose usage a question is about. */
final class MemberScope {
    private MemberScope() {}

    /**
     * The member of the caller's credential, or else the one that the query names; null: all.
     *
     * @throws Problem forbidden: a member asks for another one
     */
    static String of(Call call) {
        String asked = QueryNames.name(call.query(), "member");
        String own = call.who().memberId();
        if (own != null && asked != null && !own.equals(asked)) {
            throw Problem.of(ProblemCode.FORBIDDEN, "A member may read its own usage alone.")
                    .with("field", "member");
        }
        return own != null ? own : asked;
    }
}
