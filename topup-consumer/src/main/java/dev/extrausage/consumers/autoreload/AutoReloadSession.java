package dev.extrausage.consumers.autoreload;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.consumers.runtime.MemberLag;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.consumers.runtime.Transactions;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads notices and writes the requests they ask for; remembers nothing. */
final class AutoReloadSession implements ConsumerLoop.Session {
    static final String ACTOR = "auto-reload";
    private static final Logger LOG = LoggerFactory.getLogger(AutoReloadSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String TOP_UP_DUE = NoticeKind.TOP_UP_DUE.name();

    private final Consumer<byte[], byte[]> member;
    private final Transactions transactions;
    private final AvroCodec<Notice> notices;
    private final AvroCodec<TopUpRequested> requests;
    private final SkippedRecords skipped;

    static AutoReloadSession open(KafkaClients clients, SchemaIds ids, SkippedRecords skipped) {
        clients.requireNoRestore();
        return clients.open(() -> new AutoReloadSession(clients, ids, skipped));
    }

    private AutoReloadSession(KafkaClients clients, SchemaIds ids, SkippedRecords skipped) {
        this.skipped = skipped;
        notices = new AvroCodec<>(Notice.class, Topics.NOTICES.topicName(), ids);
        requests = new AvroCodec<>(
                TopUpRequested.class, Topics.TOP_UP_REQUESTS.topicName(), ids);
        transactions = new Transactions(clients.producer());
        member = clients.member();
        member.subscribe(List.of(Topics.NOTICES.topicName()));
    }

    @Override
    public void step() {
        ConsumerRecords<byte[], byte[]> read = member.poll(POLL);
        if (read.isEmpty()) {
            return;
        }
        List<ProducerRecord<byte[], byte[]>> asked = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read) {
            request(record, asked);
        }
        transactions.commit(asked, read.nextOffsets(), member.groupMetadata());
    }

    @Override
    public Map<List<String>, Double> lag() {
        return MemberLag.of(member);
    }

    @Override
    public void close() {
        transactions.close();
        member.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private void request(
            ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> asked) {
        try {
            Notice notice = notices.decode(record.value());
            if (!notice.getKind().equals(TOP_UP_DUE)) {
                return;
            }
            if (notice.getTopUpId() == null || notice.getAmountNanos() == null) {
                throw new BadRecord("a TOP_UP_DUE names its top_up_id and amount_nanos");
            }
            LOG.info("{}: asks for {}", notice.getAccountId(), notice.getTopUpId());
            asked.add(new ProducerRecord<>(Topics.TOP_UP_REQUESTS.topicName(),
                    notice.getAccountId().getBytes(StandardCharsets.UTF_8),
                    requests.encode(requestOf(notice))));
        } catch (BadRecord e) {
            // The ledger writes only good ones, and asks again for what nobody answers (A5).
            skipped.add(record, e.getMessage());
        }
    }

    private static TopUpRequested requestOf(Notice notice) {
        return new TopUpRequested(notice.getTopUpId(), notice.getAccountId(),
                notice.getAmountNanos(), GrantKind.AUTO_RELOAD.name(), notice.getAt(), ACTOR);
    }
}
