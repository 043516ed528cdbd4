package dev.extrausage.journal.proof.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The Merkle tree hash of RFC 6962 with SHA-256, one leaf after the other. Leaves and inner nodes
 * are hashed with different first bytes, so neither can be passed off as the other. Needs memory
 * for one hash a level.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();
    private final Deque<Subtree> subtrees = new ArrayDeque<>();

    private record Subtree(long leaves, byte[] hash) {}

    /** Adds the next leaf. */
    public void add(byte[] leaf) {
        sha256.update(LEAF);
        sha256.update(leaf);
        subtrees.push(new Subtree(1, sha256.digest()));
        Subtree right = subtrees.pop();
        while (!subtrees.isEmpty() && subtrees.peek().leaves == right.leaves) {
            right = joined(subtrees.pop(), right);
        }
        subtrees.push(right);
    }

    /** The hash over all leaves so far; of nothing, SHA-256 of nothing. More may be added after. */
    public byte[] root() {
        Subtree all = null;
        for (Subtree left : subtrees) {
            all = all == null ? left : joined(left, all);
        }
        return all == null ? sha256.digest() : all.hash.clone();
    }

    private Subtree joined(Subtree left, Subtree right) {
        sha256.update(NODE);
        sha256.update(left.hash);
        sha256.update(right.hash);
        return new Subtree(left.leaves + right.leaves, sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
