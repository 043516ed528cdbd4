package dev.extrausage.schemas.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The chain that binds an account's entries (J2). It works on an entry's bytes as they are written,
 * framing included, so it holds whatever becomes of the schema. Not safe for use by several
 * threads.
 */
public final class HashChain {
    /** The length of a hash: a SHA-256, in bytes. It is the last field of an entry. */
    public static final int HASH_LENGTH = 32;

    private final MessageDigest sha256 = sha256();

    /** The stand-in for the hash before an account's first entry: zeros. */
    public static byte[] start() {
        return new byte[HASH_LENGTH];
    }

    /**
     * The hash of an entry: SHA-256 of the one before it, and of the entry less its last 32 bytes.
     *
     * @param previousHash the hash of the account's entry before it
     * @param entry a whole record value of {@code balance-changes}
     */
    public byte[] hashOf(byte[] previousHash, byte[] entry) {
        if (entry.length < HASH_LENGTH) {
            throw new IllegalArgumentException(entry.length + " bytes are no entry");
        }
        sha256.update(previousHash);
        sha256.update(entry, 0, entry.length - HASH_LENGTH);
        return sha256.digest();
    }

    /** Writes the entry's hash into its last 32 bytes, and returns it. */
    public byte[] seal(byte[] previousHash, byte[] entry) {
        byte[] hash = hashOf(previousHash, entry);
        System.arraycopy(hash, 0, entry, entry.length - HASH_LENGTH, HASH_LENGTH);
        return hash;
    }

    /** The hash that an entry carries. */
    public static byte[] hashIn(byte[] entry) {
        return Arrays.copyOfRange(entry, entry.length - HASH_LENGTH, entry.length);
    }

    /** A new SHA-256 digest, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
