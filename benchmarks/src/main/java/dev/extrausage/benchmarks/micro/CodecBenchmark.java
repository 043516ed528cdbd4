package dev.extrausage.benchmarks.micro;

import dev.extrausage.core.Account;
import dev.extrausage.core.Decision;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Between bytes and the rules' records: each step that an input goes through. */
@State(Scope.Thread)
public class CodecBenchmark {
    private static final String ACCOUNT = "acct-0000000017";
    private static final long OFFSET = 1_234_567;

    private final TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
    private final HashChain chain = new HashChain();
    private final Input input;
    private final byte[] usage;
    private final UsageEventReader reader = new UsageEventReader(codecs.usageEvents());
    private final EntryWriter entries = new EntryWriter(codecs.balanceChanges());
    private final BalanceWriter balances = new BalanceWriter(codecs.balances());
    private final Decision decision;
    private final StoredAccount stored;
    private final byte[] storedBytes;
    private final byte[] entry;

    /** For JMH. */
    public CodecBenchmark() {
        Samples samples = new Samples(3);
        Account before = samples.account(ACCOUNT, 2);
        input = samples.usage(ACCOUNT, "cursor");
        usage = codecs.usageEvents().encode(EventCodec.toAvro((UsageEvent) input.event()));
        decision = Ledger.decide(before, input, Samples.CATALOG);
        stored = new StoredAccount(decision.account(), HashChain.start(), OFFSET);
        storedBytes = AccountCodec.encode(stored);
        entry = writeEntry();
    }

    /** A record of usage-events becomes an input that is within its bounds. */
    @Benchmark public Input usageDecode() {
        return new Input(reader.read(usage), input.receivedAt());
    }

    /** A decided entry becomes a record of balance-changes, but for its hash. */
    @Benchmark public byte[] entryEncode() {
        return writeEntry();
    }

    private byte[] writeEntry() {
        return entries.write(decision.entry(), Topics.USAGE_EVENTS.topicName(), 3, OFFSET,
                stored.lastHash());
    }

    /** The entry's bytes are hashed into the account's chain. */
    @Benchmark public byte[] entryHash() {
        return chain.seal(stored.lastHash(), entry);
    }

    /** An account becomes a record of balances. */
    @Benchmark public byte[] balanceEncode() {
        return balances.write(stored, decision.entry().catalogVersion(), Samples.CATALOG);
    }

    /** An account becomes the bytes of its store. */
    @Benchmark public byte[] accountEncode() {
        return AccountCodec.encode(stored);
    }

    /** The bytes of the store become an account. */
    @Benchmark public StoredAccount accountDecode() {
        return AccountCodec.decode(ACCOUNT, storedBytes);
    }
}
