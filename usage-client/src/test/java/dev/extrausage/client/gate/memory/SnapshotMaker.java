package dev.extrausage.client.gate.memory;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;

/** SnapshotMaker as the ledger writes them. */
public final class SnapshotMaker {
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private SnapshotMaker() {}

    /** @param usageOffset of the last usage decided; null for none */
    public static byte[] bytes(Account account, Long usageOffset, Catalog catalog) {
        return new BalanceWriter(CODECS.balances()).write(
                new StoredAccount(account, new byte[32], usageOffset),
                catalog.versions().get(0).version(), catalog);
    }

    public static Balance balance(byte[] bytes) {
        return CODECS.balances().decode(bytes);
    }

    public static byte[] bytes(Balance balance) {
        return CODECS.balances().encode(balance);
    }

    /** As it comes to the book. */
    public static Snapshot of(Account account, Long usageOffset, Catalog catalog) {
        return new Snapshot(account.accountId(), 0,
                balance(bytes(account, usageOffset, catalog)));
    }
}
