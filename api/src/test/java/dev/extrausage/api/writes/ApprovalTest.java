package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.Role;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.json.AttentionCase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static final long NOW = UtcTime.parse("", "2026-11-29T10:00:00Z");

    private static AccountEvent refund(String note) {
        return ChangeBodies.refund(WriteCalls.call(Role.FINANCE,
                "{\"grant_id\": \"g-1\", \"amount_usd\": \"300\", \"note\": \"" + note + "\"}"),
                NOW);
    }

    @Test
    void an_approved_refund_is_the_first_persons_with_both_names() {
        AccountEvent asked = refund("ticket 7");
        AttentionCase listed = ApprovalDesk.caseOf(asked, 300_000_000_000L);
        AccountEvent order = ApprovalDesk.approved(listed, "bea", "seen the mail", NOW + 5);
        assertThat(order.eventId()).isEqualTo(asked.eventId());
        assertThat(order.change()).isEqualTo(new Change.RefundOrdered(
                WriteCalls.KEY, "g-1", 300_000_000_000L));
        assertThat(order.actor()).isEqualTo("finance-1");
        assertThat(order.note()).isEqualTo(
                "ticket 7 (asked for by finance-1, approved by bea: seen the mail)");
        assertThat(ApprovalNote.isOf(order.note(), "ticket 7", "finance-1")).isTrue();
        assertThat(ApprovalNote.isOf(order.note(), "ticket 8", "finance-1")).isFalse();
    }

    @Test
    void the_longest_notes_and_names_fit_into_one() {
        String longest = "𝄞".repeat(250);
        String name = "n".repeat(128);
        String note = ApprovalNote.of(longest + longest, name, name, longest + longest);
        assertThat(note.codePointCount(0, note.length())).isEqualTo(500);
        assertThat(note).contains("approved by " + name).endsWith("…)");
        assertThat(ApprovalNote.isOf(note, longest + longest, name)).isTrue();
    }

    @Test
    void a_case_that_awaits_approval_survives_its_topic() {
        AttentionCase listed = ApprovalDesk.caseOf(refund("ticket 7"), 300_000_000_000L);
        assertThat(AttentionCase.parse(listed.toJson().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(listed);
        assertThat(CaseJson.of(listed).get("request").get("amount_usd").textValue())
                .isEqualTo("300");
    }

    @Test
    void the_same_request_has_the_same_case() {
        assertThat(ApprovalDesk.caseOf(refund("ticket 7"), 1).key())
                .isEqualTo(ApprovalDesk.caseOf(refund("ticket 7"), 2).key())
                .startsWith(WriteCalls.ACCOUNT + "/refund-approval:");
    }
}
