package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UtcTime;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import dev.extrausage.view.rows.TopUpRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteAnswersTest {
    private static final long NOW = UtcTime.parse("", "2026-11-29T10:00:00Z");
    private static final WriteAnswers ANSWERS = new WriteAnswers(
            row -> JsonNodeFactory.instance.objectNode().put("sequence", row.sequence()),
            CatalogFile::defaultCatalog);

    private static EntryRow row(AccountEvent cause, Outcome outcome, Reason reason) {
        Instant at = Instant.ofEpochMilli(NOW);
        return new EntryRow(cause.accountId(), 43, 0, 100, cause, at, at, outcome,
                reason == null ? null : reason.name(), 0, new EntrySums(0, 0, 0, 0, 0, 0, 0, 0),
                0, 0, 0, null, List.of());
    }

    private static AccountEvent autoReload(String amount) {
        return ChangeBodies.autoReload(WriteCalls.call(Role.CUSTOMER, "{\"enabled\": true,"
                + " \"threshold_usd\": \"5\", \"amount_usd\": \"" + amount + "\"}"), NOW);
    }

    private static JsonNode json(Reply reply) {
        return JsonBody.parse(((Reply.Bytes) reply.body()).bytes());
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"APPLIED", "NO_CHANGE"})
    void an_event_that_is_decided_has_its_entry_as_answer(Outcome outcome) {
        AccountEvent event = autoReload("15");
        Reply reply = ANSWERS.decided(event, row(event, outcome, null));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(json(reply).toString()).isEqualTo("{\"event_id\":\"" + WriteCalls.KEY
                + "\",\"outcome\":\"" + outcome + "\",\"reason\":null,"
                + "\"entry\":{\"sequence\":43}}");
    }

    @Test
    void a_refusal_tells_its_reason_in_a_sentence() {
        AccountEvent event = autoReload("3");
        assertThatThrownBy(() -> ANSWERS.decided(
                event, row(event, Outcome.REFUSED, Reason.AMOUNT_OUT_OF_BOUNDS)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.REFUSED);
                    assertThat(problem.json().get("reason").textValue())
                            .isEqualTo("AMOUNT_OUT_OF_BOUNDS");
                    assertThat(problem.json().get("entry").get("sequence").intValue())
                            .isEqualTo(43);
                    assertThat(problem.json().get("detail").textValue())
                            .contains("auto-reload may buy from $5 to $2000 at once");
                });
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void no_reason_of_the_ledger_leaves_the_caller_without_words(Reason reason) {
        AccountEvent event = autoReloadOrOther(reason);
        assertThat(ANSWERS.refused(row(event, Outcome.REFUSED, reason)).getMessage())
                .startsWith("That was refused: ");
    }

    /** Some reasons are those of one kind of change alone. */
    private static AccountEvent autoReloadOrOther(Reason reason) {
        return switch (reason) {
            case UNKNOWN_PLAN, UNPRICED_MODEL, UNPRICED_TIER, UNPRICED_UNIT -> ChangeBodies.plan(
                    WriteCalls.call(Role.OPERATOR, "{\"plan\": \"max\", \"seats\": 1}"), NOW);
            case REFUND_EXCEEDS_REMAINING -> ChangeBodies.refund(WriteCalls.call(Role.SUPPORT,
                    "{\"grant_id\": \"g\", \"note\": \"asked\"}"), NOW);
            default -> autoReload("15");
        };
    }

    @Test
    void a_key_used_for_something_else_is_told_so() {
        AccountEvent first = autoReload("15");
        assertThatThrownBy(() -> ANSWERS.decided(
                autoReload("20"), row(first, Outcome.APPLIED, null)))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.code()).isEqualTo(ProblemCode.KEY_REUSED));
    }

    @Test
    void what_is_not_decided_yet_is_found_at_its_location() {
        Reply reply = WriteAnswers.accepted("a/b c%", autoReload("15").eventId());
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.headers()).containsEntry("Location",
                "/v1/accounts/a%2Fb%20c%25/events/" + WriteCalls.KEY);
    }

    private static TopUpRow topUp(TopUpRow.Status status, String declineCode) {
        Instant at = Instant.ofEpochMilli(NOW);
        return new TopUpRow("t-1", WriteCalls.ACCOUNT, 20_000_000_000L, "MANUAL", status,
                declineCode, at, at, 43L, null, "customer-1");
    }

    @Test
    void a_top_up_is_credited_declined_or_another_ones() {
        Reply credited = TopUpAnswers.answered(topUp(TopUpRow.Status.CREDITED, null), null);
        assertThat(credited.status()).isEqualTo(200);
        assertThat(json(credited).get("status").textValue()).isEqualTo("credited");
        assertThat(json(credited).get("amount_usd").textValue()).isEqualTo("20");

        assertThatThrownBy(() -> TopUpAnswers.answered(
                topUp(TopUpRow.Status.DECLINED, "card_declined"), null))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.DECLINED);
                    assertThat(problem.json().get("decline_code").textValue())
                            .isEqualTo("card_declined");
                });
        assertThatThrownBy(() -> TopUpAnswers.answered(
                topUp(TopUpRow.Status.DECLINED, "top_up_id_taken"), null))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.code()).isEqualTo(ProblemCode.KEY_REUSED));
    }

    @Test
    void top_ups_of_another_amount_or_account_reuse_the_key() {
        TopUpRow row = topUp(TopUpRow.Status.PENDING, null);
        TopUpAnswers.checkSame(row, WriteCalls.ACCOUNT, 20_000_000_000L);
        assertThatThrownBy(() -> TopUpAnswers.checkSame(row, WriteCalls.ACCOUNT, 1L))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> TopUpAnswers.checkSame(row, "other", 20_000_000_000L))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.getMessage()).doesNotContain(WriteCalls.ACCOUNT));
    }
}
