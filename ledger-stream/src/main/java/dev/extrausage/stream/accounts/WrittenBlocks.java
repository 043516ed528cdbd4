package dev.extrausage.stream.accounts;

import dev.extrausage.core.Account;
import dev.extrausage.schemas.packed.IdBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The blocks of ids of one account that its store holds. A block is written when it is full, and
 * never again; and deleted when its grant is forgotten (D2a). A grant that takes the name of a
 * forgotten one has other blocks under the same names, so blocks are told apart as objects.
 */
final class WrittenBlocks {
    private final byte[] accountKey;
    private final Map<String, List<?>> inStore = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();
    private long bytes;

    /** None yet. */
    WrittenBlocks(byte[] accountKey) {
        this.accountKey = accountKey;
    }

    /** Reads the record of a block, while its account is decoded. */
    byte[] read(String name, KeyValueStore<byte[], byte[]> store) {
        byte[] value = store.get(IdBlock.key(accountKey, name));
        weigh(name, value);
        return value;
    }

    /** Takes the account that was decoded with the blocks that were {@link #read}. */
    void decoded(Account account) {
        for (IdBlock<?> block : IdBlock.of(account)) {
            inStore.put(block.name(), block.ids());
        }
    }

    /** Makes the store's blocks those of the account as it is now. */
    void write(Account account, KeyValueStore<byte[], byte[]> store) {
        List<IdBlock<?>> blocks = IdBlock.of(account);
        Map<String, List<?>> gone = new HashMap<>(inStore);
        for (IdBlock<?> block : blocks) {
            gone.remove(block.name());
            if (inStore.put(block.name(), block.ids()) != block.ids()) {
                byte[] value = block.value();
                store.put(block.key(accountKey), value);
                weigh(block.name(), value);
            }
        }
        for (String name : gone.keySet()) {
            store.delete(IdBlock.key(accountKey, name));
            inStore.remove(name);
            weigh(name, null);
        }
    }

    private void weigh(String name, byte[] value) {
        Integer before = value == null ? lengths.remove(name) : lengths.put(name, value.length);
        bytes += (value == null ? 0 : value.length) - (before == null ? 0 : before);
    }

    /** The lengths of all their records. */
    long bytes() {
        return bytes;
    }
}
