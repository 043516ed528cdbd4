package dev.extrausage.stream;

import org.apache.kafka.streams.state.KeyValueStore;

/** The state of every account of one partition, in its store. */
final class Accounts {
    /** The store's name; its changelog topic carries it. */
    static final String STORE = "accounts";

    private final KeyValueStore<String, byte[]> store;

    Accounts(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** The account after its latest entry, or an unknown one. */
    StoredAccount get(String accountId) {
        byte[] bytes = store.get(accountId);
        return bytes == null ? StoredAccount.unknown(accountId)
                : AccountCodec.decode(accountId, bytes);
    }

    void put(StoredAccount stored) {
        store.put(stored.account().accountId(), AccountCodec.encode(stored));
    }
}
