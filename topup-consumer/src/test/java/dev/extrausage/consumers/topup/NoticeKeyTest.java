package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.Partitioning;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticeKeyTest {
    private static final int PARTITIONS = 8;
    private static final int OWN = Partitioning.partitionOf("acme", PARTITIONS);

    private final Notice notice = Notice.newBuilder().setAccountId("acme").setSequence(7)
            .setKind("REFUND_DUE").setAt(Instant.parse("2026-07-01T00:00:00Z"))
            .setText("A refund is due.").build();

    @Test
    void a_notice_where_the_ledger_writes_it_is_taken() {
        assertThatCode(() -> check("acme", OWN)).doesNotThrowAnyException();
    }

    @Test
    void a_notice_under_another_key_or_none_is_bad() {
        assertThatThrownBy(() -> check("other", OWN)).isInstanceOf(BadRecord.class)
                .hasMessage("the key of a notice must be its account_id, acme");
        assertThatThrownBy(() -> NoticeKey.check(notice, null, OWN, PARTITIONS))
                .isInstanceOf(BadRecord.class);
    }

    @Test
    void a_notice_on_another_partition_is_bad() {
        int other = (OWN + 1) % PARTITIONS;
        assertThatThrownBy(() -> check("acme", other)).isInstanceOf(BadRecord.class)
                .hasMessage("the notice of acme is on partition " + other + ", must be on " + OWN);
    }

    private void check(String key, int partition) {
        NoticeKey.check(notice, key.getBytes(StandardCharsets.UTF_8), partition, PARTITIONS);
    }
}
