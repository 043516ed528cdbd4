package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Run;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One account's entries as the ledger writes them, and its snapshot after the last. */
final class WrittenAccount {
    static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    final String accountId;
    final List<byte[]> entries = new ArrayList<>();
    final List<Input> causes = new ArrayList<>();
    final List<Account> states = new ArrayList<>();
    byte[] snapshot;
    /** The number of entries that rules 1 decided; the first ones. */
    int earlier;
    private final HashChain chain = new HashChain();
    private final Catalog catalog;
    private long usageOffset = -1;

    WrittenAccount(String accountId, Catalog catalog) {
        this.accountId = accountId;
        this.catalog = catalog;
    }

    /** The entries of the ledger when it decides {@code inputs}, duplicates left out. */
    static WrittenAccount of(String accountId, List<Input> inputs, Catalog catalog) {
        WrittenAccount account = new WrittenAccount(accountId, catalog);
        Run run = new Run(catalog);
        for (int i = 0; i < inputs.size(); i++) {
            Run.Step step = run.decide(inputs.get(i));
            if (!step.isDuplicate()) {
                account.write(step.entry(), step.after(), i);
            }
        }
        return account;
    }

    /** Writes one more entry; its input lies at {@code sourceOffset}. */
    void write(Entry entry, Account after, long sourceOffset) {
        write(Ledger.RULES_VERSION, entry, after, sourceOffset);
    }

    /** Writes one more entry, as a ledger of those rules does. */
    void write(int rules, Entry entry, Account after, long sourceOffset) {
        Topics topic = Topics.of(entry.cause().event());
        byte[] bytes = new EntryWriter(CODECS.balanceChanges())
                .write(entry, topic.topicName(), 0, sourceOffset, lastHash());
        chain.seal(lastHash(), bytes);
        earlier += rules == 1 ? 1 : 0;
        entries.add(rules > 1 ? bytes
                : Rules1Writer.entry(CODECS.balanceChanges().decode(bytes), lastHash()));
        causes.add(entry.cause());
        states.add(after);
        if (entry.cause().event() instanceof UsageEvent) {
            usageOffset = sourceOffset;
        }
        snapshot = new BalanceWriter(CODECS.balances()).write(
                new StoredAccount(after, lastHash(), usageOffset < 0 ? null : usageOffset),
                entry.catalogVersion(), catalog);
        snapshot = rules > 1 ? snapshot : Rules1Writer.snapshot(snapshot);
    }

    byte[] lastHash() {
        return hashBefore(entries.size());
    }

    byte[] hashBefore(int index) {
        return index == 0 ? HashChain.start() : HashChain.hashIn(entries.get(index - 1));
    }

    BalanceChange read(int index) {
        return CODECS.balanceChanges().decode(entries.get(index));
    }

    /** Gives every entry from {@code index} on the hashes that make the chain hold again. */
    void chainAgain(int index) {
        for (int i = index; i < entries.size(); i++) {
            byte[] before = i == 0 ? HashChain.start() : HashChain.hashIn(entries.get(i - 1));
            byte[] bytes = entries.get(i).clone();
            System.arraycopy(before, 0, bytes, bytes.length - 64, 32);
            chain.seal(before, bytes);
            entries.set(i, bytes);
        }
    }

    /** The same entry after {@code change}, with its old hashes. */
    byte[] changed(int index, Consumer<BalanceChange> change) {
        return CODECS.balanceChanges().encode(decoded(index, change));
    }

    /** The entry after {@code change}. */
    BalanceChange decoded(int index, Consumer<BalanceChange> change) {
        BalanceChange entry = read(index);
        change.accept(entry);
        return entry;
    }
}
