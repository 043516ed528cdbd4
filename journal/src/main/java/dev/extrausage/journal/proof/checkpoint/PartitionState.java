package dev.extrausage.journal.proof.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The state of one partition of the journal.
 *
 * @param partition which
 * @param offset its end then: every entry before it is covered, none from it on
 * @param accounts how many accounts had entries
 * @param root the Merkle root over them
 * @param leaves the accounts, sorted; empty if the checkpoint does not list them
 */
public record PartitionState(
        int partition, long offset, long accounts, byte[] root, List<Leaf> leaves) {
    /** Copies the list. */
    public PartitionState {
        leaves = List.copyOf(leaves);
    }

    /** The state of these accounts, in any order. */
    public static PartitionState of(int partition, long offset, Collection<Leaf> accounts) {
        List<Leaf> sorted = new ArrayList<>(accounts);
        Collections.sort(sorted);
        return new PartitionState(partition, offset, sorted.size(), rootOf(sorted), sorted);
    }

    /** The same without the list of accounts. */
    public PartitionState rootOnly() {
        return new PartitionState(partition, offset, accounts, root, List.of());
    }

    /** True if both stand for the same accounts with the same entries. */
    public boolean isAs(PartitionState other) {
        return accounts == other.accounts && Arrays.equals(root, other.root);
    }

    /** True if the list of accounts, if there is one, is that of the root. */
    boolean isConsistent() {
        return leaves.isEmpty() || leaves.size() == accounts
                && Arrays.equals(rootOf(leaves), root);
    }

    private static byte[] rootOf(List<Leaf> sorted) {
        MerkleTree tree = new MerkleTree();
        sorted.forEach(leaf -> tree.add(leaf.toBytes()));
        return tree.root();
    }
}
