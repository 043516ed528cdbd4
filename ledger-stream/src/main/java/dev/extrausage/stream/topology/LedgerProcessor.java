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
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.accounts.AccountRoom;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.accounts.HotAccount;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.stores.BeforeCommit;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Owns the accounts of one partition and holds no rule: it reads an input, has {@link Ledger#take}
 * compare and decide it, keeps the account and hands on the entry. All of it is in one
 * transaction (J4). What it remembers outside its stores is written to them before the commit and
 * forgotten when a task is closed, so one that is aborted and revived forgets what was rolled back.
 */
final class LedgerProcessor
        implements Processor<byte[], byte[], byte[], Outgoing>, BeforeCommit.Memory {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final TopicCodecs codecs;
    private final int partitions;
    private final UnknownNames unknownNames;
    private final RefusalWatch refusals;
    private final LedgerCounts allCounts;
    private final Inbox inbox;
    private final EntryWriter entries;
    private final BalanceWriter balances;
    private final HashChain chain = new HashChain();
    private ProcessorContext<byte[], Outgoing> context;
    private Outputs outputs;
    private Accounts accounts;
    private DuplicateMemory memory;
    private Sensor duplicates;
    private Sensor rejections;
    private NameWatch nameWatch;
    private PartitionCounts counts;

    LedgerProcessor(Catalog catalog, TopicCodecs codecs, int partitions,
            UnknownNames unknownNames, LedgerCounts allCounts, RefusalWatch refusals) {
        this.catalog = catalog;
        this.codecs = codecs;
        this.partitions = partitions;
        this.unknownNames = unknownNames;
        this.refusals = refusals;
        this.allCounts = allCounts;
        this.entries = new EntryWriter(codecs.balanceChanges());
        this.balances = new BalanceWriter(codecs.balances());
        this.inbox = new Inbox(codecs, partitions);
    }

    @Override public void init(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        outputs = new Outputs(context);
        counts = allCounts.of(context.taskId().partition());
        accounts = new Accounts(context.getStateStore(Accounts.STORE),
                Accounts.bytesOfEach(partitions), context::commit);
        memory = new DuplicateMemory(context.getStateStore(DuplicateMemory.STORE),
                DuplicateMemory.bytesOfEach(partitions));
        context.<BeforeCommit>getStateStore(BeforeCommit.STORE).serve(this);
        duplicates = Counters.duplicates(context);
        rejections = Counters.rejections(context);
        nameWatch = new NameWatch(catalog, unknownNames, context.metrics());
        // They log, and change nothing: time for accounts travels in their inputs alone.
        context.schedule(A_MINUTE, PunctuationType.WALL_CLOCK_TIME, now -> {
            unknownNames.warnOfRest();
            refusals.tellMinute();
        });
    }

    @Override public void process(Record<byte[], byte[]> record) {
        List<ConsumerRecord<byte[], byte[]>> run = InputRun.in(record.headers());
        if (run.isEmpty()) {
            take(Arrival.of(record, context.recordMetadata().orElseThrow()));
        } else {
            run.forEach(one -> take(Arrival.of(one)));
        }
    }

    private void take(Arrival arrival) {
        Input input;
        try {
            input = inbox.read(arrival);
        } catch (BadInput | BadRecord bad) {
            reject(arrival, inbox.kindOf(bad), bad);
            return;
        }
        HotAccount account = accounts.get(input.event().accountId(), arrival.key());
        StoredAccount before = account.stored();
        Decision decision;
        try {
            decision = Ledger.take(before.account(), input, memory.of(account.mark()), catalog,
                    d -> AccountRoom.require(before.account(), input.event(), d.account()));
        } catch (BadInput full) {
            reject(arrival, RejectionKind.ACCOUNT_FULL, full);
            return;
        }
        if (decision == null) {
            duplicates.record();
            counts.duplicate();
        } else {
            answer(arrival, account, before, decision);
            counts.decided(decision.entry());
            nameWatch.see(decision.entry());
            refusals.see(decision.entry());
        }
    }

    private void reject(Arrival arrival, RejectionKind kind, RuntimeException why) {
        rejections.record();
        counts.reject(kind);
        outputs.reject(arrival, why.getMessage());
    }

    /**
     * Keeps the account, and forwards the entry with its notices.
     *
     * <p>Most accounts have one entry in a commit, so the snapshot is encoded with the first, while
     * all of the account is in the processor's cache: at the commit that would take four times as
     * long. The few that have another are encoded again at the commit ({@link #flush}).
     */
    private void answer(
            Arrival arrival, HotAccount account, StoredAccount before, Decision decision) {
        byte[] entry = entries.write(decision.entry(), arrival.topic(), arrival.partition(),
                arrival.offset(), before.lastHash());
        byte[] hash = chain.seal(before.lastHash(), entry);
        StoredAccount after = new StoredAccount(decision.account(), hash,
                isUsage(arrival) ? (Long) arrival.offset() : before.usageOffset());
        if (accounts.change(account, after, decision.entry().catalogVersion(),
                arrival.time())) {
            account.holdSnapshot(snapshotOf(account));
        }
        outputs.send(Topics.BALANCE_CHANGES, arrival.key(), entry, arrival.time());
        for (Notice notice : NoticeCodec.toAvro(decision.entry())) {
            outputs.send(Topics.NOTICES, arrival.key(), codecs.notices().encode(notice),
                    arrival.time());
        }
    }

    private byte[] snapshotOf(HotAccount account) {
        return balances.write(account.stored(), account.catalogVersion(), catalog);
    }

    /** Writes what changed since the last commit, and forwards a snapshot of each account. */
    @Override public void flush() {
        accounts.flush(this::sendSnapshot);
        memory.flush();
        counts.committing(context.currentSystemTimeMs());
    }

    private void sendSnapshot(HotAccount account) {
        byte[] held = account.takeSnapshot();
        outputs.send(Topics.BALANCES, account.key(),
                held != null ? held : snapshotOf(account), account.time());
    }

    @Override public void forget() {
        accounts.forget();
        memory.forget();
        counts.forget();
    }

    private static boolean isUsage(Arrival arrival) {
        return arrival.topic().equals(Topics.USAGE_EVENTS.topicName());
    }

    @Override public void close() {
        forget();
        Counters.close(context, duplicates, rejections);
    }
}
