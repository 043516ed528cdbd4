package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Decision;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries and the inputs whose places they name. */
final class InputsTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final long NOW = UtcTime.parse("now", "2026-02-01T00:00:00Z");

    @TempDir private Path folder;
    private final Findings findings = new Findings();

    @Test void entries_and_inputs_that_name_each_other_have_no_finding() {
        assertThat(audit(0, 1)).isEmpty();
    }

    @Test void a_forged_place_does_not_accuse_the_rightful_entry() {
        assertThat(audit(1, 1)).extracting(Finding::kind, Finding::account)
                .containsExactlyInAnyOrder(tuple(FindingKind.CONTENT_DIFFERS, "anna"),
                        tuple(FindingKind.MISSING, "anna"));
    }

    /** Anna's and Bert's usage lies at 0 and 1; their entries name these offsets. */
    private List<Finding> audit(long annasOffset, long bertsOffset) {
        List<Input> inputs = List.of(usage("anna"), usage("bert"));
        AuditTools tools = new AuditTools(CATALOG, WrittenAccount.CODECS, findings, false, true);
        try (PartitionAudit journal = new PartitionAudit(0, 1, tools, null, folder)) {
            visit(journal, inputs.get(0), annasOffset, 0);
            visit(journal, inputs.get(1), bertsOffset, 1);
            journal.journalWasRead(2);
            try (InputCheck check = new InputCheck(journal, tools, folder)) {
                check.rejectionsWereRead(false);
                for (int i = 0; i < inputs.size(); i++) {
                    check.input(Topics.USAGE_EVENTS, record(inputs.get(i), i), 0, 2);
                }
                check.endOf(Topics.USAGE_EVENTS, 0);
                check.end();
            }
        }
        return new ArrayList<>(findings.inOrder());
    }

    private static Input usage(String account) {
        return new Input(new UsageEvent(EventId.derived(NOW, account), account, null, NOW,
                "cursor", null, "claude-haiku-4-5", 1, 0, 0, 0, 0), NOW);
    }

    private static void visit(PartitionAudit journal, Input input, long source, long offset) {
        String account = input.event().accountId();
        WrittenAccount written = new WrittenAccount(account, CATALOG);
        Decision decision = Ledger.decide(
                Account.unknown(account), input, CATALOG);
        written.write(decision.entry(), decision.account(), source);
        journal.visit(AuditedJournal.record(
                Topics.BALANCE_CHANGES, offset, account, written.entries.get(0)));
    }

    private static ConsumerRecord<byte[], byte[]> record(Input input, long offset) {
        byte[] value = WrittenAccount.CODECS.usageEvents()
                .encode(EventCodec.toAvro((UsageEvent) input.event()));
        return new ConsumerRecord<>(Topics.USAGE_EVENTS.topicName(), 0, offset,
                input.receivedAt(), TimestampType.LOG_APPEND_TIME, -1, value.length, null, value,
                new RecordHeaders(), Optional.empty());
    }
}
