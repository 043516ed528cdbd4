package dev.extrausage.benchmarks.micro;

import dev.extrausage.benchmarks.load.LoadShape;
import dev.extrausage.benchmarks.load.Message;
import dev.extrausage.benchmarks.load.Openings;
import dev.extrausage.benchmarks.load.UsageLoad;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.schemas.wire.UsageEventReader;
import dev.extrausage.stream.duplicates.AccountMark;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ledger's own steps over the load of one partition, in one thread, without Kafka and without a
 * disk; the time of each step is added up. Reading the clock is a part of it, so its cost is
 * measured first and taken off.
 */
final class Steps {
    private static final int EVENTS = 150_000;
    private static final int CLOCK_READINGS = 2_000_000;

    private final Catalog catalog = CatalogFile.defaultCatalog();
    private final TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
    private final UsageEventReader reader = new UsageEventReader(codecs.usageEvents());
    private final EntryWriter entries = new EntryWriter(codecs.balanceChanges());
    private final BalanceWriter balances = new BalanceWriter(codecs.balances());
    private final HashChain chain = new HashChain();
    private final Map<String, StoredAccount> opened = new HashMap<>();
    private final Map<String, AccountMark> marks = new HashMap<>();
    private final List<byte[]> values = new ArrayList<>(EVENTS);
    private final int eventsInACommit;
    private final long receivedAt;
    private final long[] nanos = new long[MeasuredStep.values().length];
    private long last;
    private long bytes;

    /** {@code eventsInACommit}: of one partition, at least 1. */
    Steps(LoadShape shape, int eventsInACommit) {
        this.eventsInACommit = eventsInACommit;
        receivedAt = shape.openedBefore() + EVENTS;
        Openings openings = new Openings(shape, ReleasedSchemas.load());
        openings.plansAndSettings(m -> open(codecs.accountEvents().decode(m.value())));
        openings.credit(m -> open(codecs.creditEvents().decode(m.value())));
        UsageLoad load = new UsageLoad(shape, ReleasedSchemas.load());
        for (int i = 0; i < EVENTS; i++) {
            Message message = load.next(shape.openedBefore() + i);
            values.add(message.value());
        }
    }

    private void open(dev.extrausage.schemas.AccountEvent avro) {
        Event event = EventCodec.toCore(avro);
        StoredAccount before = opened.computeIfAbsent(
                event.accountId(), StoredAccount::unknown);
        Decision decision = Ledger.decide(before.account(), new Input(event, receivedAt), catalog);
        opened.put(event.accountId(),
                new StoredAccount(decision.account(), before.lastHash(), null));
        marks.computeIfAbsent(event.accountId(), AccountMark::of);
    }

    /** The load once, from the accounts as they were opened; nanoseconds of each step an event. */
    Map<MeasuredStep, Double> pass() {
        Arrays.fill(nanos, 0);
        Map<String, StoredAccount> accounts = new HashMap<>(opened);
        DuplicateMemory memory = new DuplicateMemory(new ForgetfulStore());
        Set<String> touched = new LinkedHashSet<>();
        long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            last = System.nanoTime();
            event(i, accounts, memory, touched);
            if ((i + 1) % eventsInACommit == 0) {
                commit(accounts, memory, touched);
            }
        }
        double atWork = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu)
                / (double) (System.nanoTime() - start);
        return eachStep(atWork);
    }

    /** {@code atWork}: the part of the time in which the thread had a processor. */
    private Map<MeasuredStep, Double> eachStep(double atWork) {
        Map<MeasuredStep, Double> each = new EnumMap<>(MeasuredStep.class);
        double clock = clockNanos();
        for (MeasuredStep step : MeasuredStep.values()) {
            boolean isOften = step.compareTo(MeasuredStep.COMMIT_ACCOUNTS) < 0;
            each.put(step, Math.max(0, atWork * nanos[step.ordinal()] / EVENTS
                    - (isOften ? clock : 0)));
        }
        return each;
    }

    private void event(int i, Map<String, StoredAccount> accounts, DuplicateMemory memory,
            Set<String> touched) {
        UsageEvent usage = reader.read(values.get(i));
        Input input = new Input(usage, receivedAt);
        took(MeasuredStep.DECODE);
        EventId id = usage.eventId();
        AccountMark mark = marks.get(usage.accountId());
        if (memory.contains(mark, id)) {
            took(MeasuredStep.DUPLICATES);
            return;
        }
        memory.remember(mark, id, receivedAt);
        took(MeasuredStep.DUPLICATES);
        StoredAccount before = accounts.get(usage.accountId());
        took(MeasuredStep.STATE);
        Decision decision = Ledger.decide(before.account(), input, catalog);
        took(MeasuredStep.DECIDE);
        byte[] entry = entries.write(decision.entry(), Topics.USAGE_EVENTS.topicName(), 0, i,
                before.lastHash());
        took(MeasuredStep.ENTRY);
        byte[] hash = chain.seal(before.lastHash(), entry);
        took(MeasuredStep.HASH);
        accounts.put(usage.accountId(), new StoredAccount(decision.account(), hash, (long) i));
        touched.add(usage.accountId());
        bytes += entry.length;
        took(MeasuredStep.STATE);
    }

    private void commit(Map<String, StoredAccount> accounts, DuplicateMemory memory,
            Set<String> touched) {
        last = System.nanoTime();
        for (String account : touched) {
            bytes += AccountCodec.encode(accounts.get(account)).length;
        }
        took(MeasuredStep.COMMIT_ACCOUNTS);
        String version = catalog.at(receivedAt).version();
        for (String account : touched) {
            bytes += balances.write(accounts.get(account), version, catalog).length;
        }
        took(MeasuredStep.COMMIT_SNAPSHOTS);
        memory.flush();
        took(MeasuredStep.COMMIT_IDS);
        touched.clear();
    }

    private void took(MeasuredStep step) {
        long now = System.nanoTime();
        nanos[step.ordinal()] += now - last;
        last = now;
    }

    private static double clockNanos() {
        long start = System.nanoTime();
        long end = start;
        for (int i = 0; i < CLOCK_READINGS; i++) {
            end = System.nanoTime();
        }
        return (end - start) / (double) CLOCK_READINGS;
    }

    /** The bytes encoded so far, so that no compiler can leave the encoding out. */
    long bytes() {
        return bytes;
    }
}
