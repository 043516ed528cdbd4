package dev.extrausage.journal.proof.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The latest entry of one account's chain.
 *
 * @param account whose
 * @param sequence the number of its latest entry
 * @param hash that entry's hash, 32 bytes; it stands for all entries before it (J2)
 */
public record Leaf(String account, long sequence, byte[] hash) implements Comparable<Leaf> {
    /** By account, as its bytes are ordered: account ids are ASCII. */
    @Override public int compareTo(Leaf other) {
        return account.compareTo(other.account);
    }

    /** The bytes to hash: account in UTF-8, a zero byte, the number in 8 bytes, the hash. */
    byte[] toBytes() {
        byte[] name = account.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(name.length + 1 + Long.BYTES + hash.length)
                .put(name).put((byte) 0).putLong(sequence).put(hash).array();
    }
}
