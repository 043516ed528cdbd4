package dev.extrausage.api.accounts;

import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.Catalog;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountFilter;
import dev.extrausage.view.rows.AccountRow;
import java.util.function.Supplier;

/** An account as it stands, and the list of accounts. */
final class AccountReads {
    private final ReadModel model;
    private final Freshness freshness;
    private final BesideSnapshot beside;
    private final Supplier<Catalog> catalog;

    AccountReads(ReadModel model, Freshness freshness, BesideSnapshot beside,
            Supplier<Catalog> catalog) {
        this.model = model;
        this.freshness = freshness;
        this.beside = beside;
        this.catalog = catalog;
    }

    /** {@code GET A}. */
    Reply one(Call call) {
        return freshness.ofAccount(call, true, (account, known) -> AccountJson.of(
                account.balance(), beside.of(account), known, catalog.get()));
    }

    /** {@code GET /v1/accounts}, by their ids. */
    Reply list(Call call) {
        QueryFields query = call.query();
        AccountFilter filter = new AccountFilter(
                query.name("prefix", QueryNames.LONGEST_ACCOUNT), QueryNames.name(query, "plan"),
                query.usd("below_usd"));
        String mark = QueryNames.mark(query);
        int limit = query.limit();
        return freshness.ofMany(() -> model.accounts(filter, mark, limit), AccountRow::accountId,
                (page, known) -> Freshness.put(new AnswerFields(), known)
                        .list("accounts", page.rows(), row -> AccountJson.line(row.balance()))
                        .text("next", QueryNames.next(page.next())).node());
    }
}
