package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.core.UtcTime;
import dev.extrausage.view.rows.TopUpRow;
import java.time.Instant;
import java.util.Locale;

/** Top-ups as answers show them, and what is answered to one who asked for one. */
final class TopUpAnswers {
    /** The processor knows the key as another payment's. */
    private static final String TAKEN = "top_up_id_taken";
    private static final String ID = "top_up_id";

    private TopUpAnswers() {}

    /**
     * Refuses a key that names another top-up (A6).
     *
     * @throws Problem key_reused
     */
    static void checkSame(TopUpRow row, String accountId, long amountNanos) {
        boolean sameAmount = row.amountNanos() == null || row.amountNanos() == amountNanos;
        if (!row.accountId().equals(accountId) || !sameAmount) {
            throw WriteAnswers.keyReused(row.topUpId(), row.accountId().equals(accountId)
                    ? "it names a top-up of " + UsdText.of(row.amountNanos()) + " USD"
                    : "it names another top-up");
        }
    }

    /**
     * The answer to a request whose top-up has been answered.
     *
     * @param entry the entry that answers it, as all answers show it; null: past the retention
     * @throws Problem declined; refused: paid, and the ledger refused the credit; key_reused
     */
    static Reply answered(TopUpRow row, JsonNode entry) {
        switch (row.status()) {
            case CREDITED:
                ObjectNode credited = json(row);
                credited.set("entry", entry);
                return Reply.ok(credited);
            case REFUSED:
                throw Problem.of(ProblemCode.REFUSED, "It was paid, but the ledger refused the"
                        + " credit (" + row.reason() + "): the payment is being paid back.")
                        .with(ID, row.topUpId()).with("reason", row.reason())
                        .with("entry", entry);
            case DECLINED:
                throw declined(row);
            default:
                throw new IllegalStateException("not answered yet: " + row);
        }
    }

    private static Problem declined(TopUpRow row) {
        if (TAKEN.equals(row.declineCode())) {
            return WriteAnswers.keyReused(row.topUpId(), "it names another payment");
        }
        return Problem.of(ProblemCode.DECLINED, "Nothing was charged: " + why(row.declineCode())
                + ".").with(ID, row.topUpId()).with("decline_code", row.declineCode());
    }

    private static String why(String code) {
        return switch (code) {
            case "amount_out_of_bounds" -> "the amount is outside the catalog's bounds";
            case "amount_not_whole_cents" -> "the amount is not in whole cents";
            case "max_balance_exceeded" ->
                    "with it the balance would be over the most that the plan allows";
            case "account_unknown" -> "no plan was ever started for the account";
            case "account_closed" -> "the account is closed";
            case "no_extra_usage" -> "the account's plan has no extra usage";
            default -> "the card was declined (" + code + ")";
        };
    }

    /** It is asked for, and not answered yet. */
    static Reply pending(TopUpRow row) {
        return Reply.json(202, json(row)).with("Location", "/v1/accounts/"
                + WriteAnswers.segment(row.accountId()) + "/top-ups/"
                + WriteAnswers.segment(row.topUpId()));
    }

    /** A top-up as lists show it; what there is not is null. */
    static ObjectNode json(TopUpRow row) {
        boolean credited = row.status() == TopUpRow.Status.CREDITED;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(ID, row.topUpId()).put("status", row.status().name().toLowerCase(Locale.ROOT));
        json.put("kind", row.kind()).put("amount_usd", usd(row.amountNanos()));
        json.put("requested_at", time(row.requestedAt()));
        json.put("decided_at", time(row.answeredAt()));
        json.put("decline_code", row.declineCode());
        json.put("grant_id", credited ? row.topUpId() : null); // the lot has the top-up's name
        json.put("sequence", row.sequence());
        json.put("actor", row.actor());
        return json;
    }

    private static String usd(Long nanos) {
        return nanos == null ? null : UsdText.of(nanos);
    }

    private static String time(Instant at) {
        return at == null ? null : UtcTime.format(at.toEpochMilli());
    }
}
