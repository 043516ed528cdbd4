package dev.extrausage.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.BadRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AttentionCaseTest {
    private static final AttentionCase OPEN = new AttentionCase("anna/b", "chargeback:0a1b",
            AttentionCase.PAYMENT_REVERSED, 1_772_442_000_000L, "The bank took \"it\" back.",
            "Look at it.", new AttentionCase.About(
                    20_000_000_000L, "g-1", null, null, "rev-1", 7L), null);

    @Test void a_case_is_written_as_plain_json_and_read_again() {
        String json = OPEN.toJson();

        assertThat(json).isEqualTo("{\"account_id\":\"anna/b\",\"case\":\"chargeback:0a1b\","
                + "\"kind\":\"PAYMENT_REVERSED\",\"since\":\"2026-03-02T09:00:00.000Z\","
                + "\"what\":\"The bank took \\\"it\\\" back.\",\"todo\":\"Look at it.\","
                + "\"amount_nanos\":20000000000,\"grant_id\":\"g-1\",\"refund_id\":\"rev-1\","
                + "\"sequence\":7}");
        assertThat(AttentionCase.parse(bytes(json))).isEqualTo(OPEN);
    }

    @Test void a_settled_case_keeps_who_settled_it_and_why() {
        AttentionCase settled = OPEN.settled(1_772_442_000_001L, "otto", "paid by cheque");

        assertThat(AttentionCase.parse(bytes(settled.toJson()))).isEqualTo(settled);
        assertThat(settled.key()).isEqualTo("anna/b/chargeback:0a1b");
    }

    @Test void fields_of_later_versions_are_left_alone() {
        String later = OPEN.toJson().replace("{\"account_id\"", "{\"colour\":1,\"account_id\"");
        assertThat(AttentionCase.parse(bytes(later))).isEqualTo(OPEN);
    }

    @Test void a_value_that_is_no_case_is_a_bad_record() {
        for (String bad : new String[] {"", "[]", "{}", "{\"account_id\":\"anna\"}"}) {
            assertThatThrownBy(() -> AttentionCase.parse(bytes(bad)))
                    .isInstanceOf(BadRecord.class).hasMessageContaining("no case");
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
