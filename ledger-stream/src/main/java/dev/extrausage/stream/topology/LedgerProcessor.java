package dev.extrausage.stream.topology;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.NoticeCodec;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.accounts.HotAccount;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.stores.BeforeCommit;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Owns the accounts of one partition and holds no rule: it reads an input, has {@link Ledger#take}
 * compare and decide it, keeps the account and hands on the entry. All of it is in one
 * transaction (J4). What it remembers outside its stores is written to them before the commit and
 * forgotten when a task is closed, so one that is aborted and revived forgets what was rolled back.
 */
final class LedgerProcessor
        implements Processor<byte[], byte[], byte[], Outgoing>, BeforeCommit.Memory,
                Accounts.Snapshots {
    private final Catalog catalog;
    private final TopicCodecs codecs;
    private final int partitions;
    private final Inbox inbox;
    private final EntryWriter entries;
    private final BalanceWriter balances;
    private final HashChain chain = new HashChain();
    private ProcessorContext<byte[], Outgoing> context;
    private Accounts accounts;
    private DuplicateMemory memory;
    private Sensor duplicates;
    private Sensor rejections;

    LedgerProcessor(Catalog catalog, TopicCodecs codecs, int partitions) {
        this.catalog = catalog;
        this.codecs = codecs;
        this.partitions = partitions;
        this.entries = new EntryWriter(codecs.balanceChanges());
        this.balances = new BalanceWriter(codecs.balances());
        this.inbox = new Inbox(codecs, partitions);
    }

    @Override public void init(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        accounts = new Accounts(context.getStateStore(Accounts.STORE),
                Accounts.bytesOfEach(partitions), context::commit, this);
        memory = new DuplicateMemory(context.getStateStore(DuplicateMemory.STORE),
                DuplicateMemory.bytesOfEach(partitions));
        context.<BeforeCommit>getStateStore(BeforeCommit.STORE).serve(this);
        duplicates = Counters.duplicates(context);
        rejections = Counters.rejections(context);
    }

    @Override public void process(Record<byte[], byte[]> record) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        Input input;
        try {
            input = inbox.read(record, source);
        } catch (BadInput | BadRecord bad) {
            rejections.record();
            reject(record, source, bad.getMessage());
            return;
        }
        HotAccount account = accounts.get(input.event().accountId(), record.key());
        Decision decision = Ledger.take(account.stored().account(), input,
                memory.of(account.mark()), catalog);
        if (decision == null) {
            duplicates.record();
        } else {
            answer(record, source, account, decision);
        }
    }

    /** Forwards a bad input, cut to what is kept of it, to {@code rejected-events}. */
    private void reject(Record<byte[], byte[]> record, RecordMetadata source, String reason) {
        context.forward(new Record<>(Rejection.cut(record.key()),
                new Outgoing(source.partition(), Rejection.cut(record.value())),
                record.timestamp(),
                Rejection.headers(source.topic(), source.partition(), source.offset(),
                        record.value(), reason)),
                LedgerTopology.sink(Topics.REJECTED_EVENTS));
    }

    /** Keeps the account, and forwards the entry with its notices. */
    private void answer(Record<byte[], byte[]> record, RecordMetadata source, HotAccount account,
            Decision decision) {
        StoredAccount before = account.stored();
        byte[] entry = entries.write(decision.entry(), source.topic(), source.partition(),
                source.offset(), before.lastHash());
        byte[] hash = chain.seal(before.lastHash(), entry);
        accounts.change(account, new StoredAccount(decision.account(), hash,
                isUsage(source) ? (Long) source.offset() : before.usageOffset()),
                decision.entry().catalogVersion(), record.timestamp());
        forward(record.key(), entry, record.timestamp(), Topics.BALANCE_CHANGES);
        for (Notice notice : NoticeCodec.toAvro(decision.entry())) {
            forward(record.key(), codecs.notices().encode(notice), record.timestamp(),
                    Topics.NOTICES);
        }
    }

    @Override public void flush() {
        accounts.flush();
        memory.flush();
    }

    @Override public void forget() {
        accounts.forget();
        memory.forget();
    }

    @Override public byte[] of(HotAccount account) {
        return balances.write(account.stored(), account.catalogVersion(), catalog);
    }

    @Override public void send(HotAccount account, byte[] snapshot) {
        forward(account.key(), snapshot, account.time(), Topics.BALANCES);
    }

    /** What an input causes carries its time, and none of its headers. */
    private void forward(byte[] key, byte[] value, long time, Topics topic) {
        context.forward(new Record<>(key, new Outgoing(context.taskId().partition(), value), time),
                LedgerTopology.sink(topic));
    }

    private static boolean isUsage(RecordMetadata source) {
        return source.topic().equals(Topics.USAGE_EVENTS.topicName());
    }

    @Override public void close() {
        forget();
        Counters.close(context, duplicates, rejections);
    }
}
