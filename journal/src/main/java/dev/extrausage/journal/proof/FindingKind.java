package dev.extrausage.journal.proof;

/** The kind of a finding. */
public enum FindingKind {
    /** The chain of hashes does not hold here (J2). */
    LINKAGE_BROKEN("linkage broken"),
    /** It is not what the ledger decides or wrote (J3). */
    CONTENT_DIFFERS("content differs"),
    /** The chain holds, but nobody here can decide it again: not a proof, and not an error (J5). */
    NOT_REDECIDED("linked but not re-decided"),
    /** Something is not there that must be. */
    MISSING("missing"),
    /** It belongs to another account or partition, or nobody sent it. */
    FOREIGN("foreign"),
    /** It is there twice. */
    DOUBLED("doubled"),
    /** A correction, credit or refund of nothing that happened (J6). */
    UNSUPPORTED("without a fact"),
    /** The postings do not explain the balances, or a pool is below zero. */
    UNBALANCED("unbalanced");

    private final String words;

    FindingKind(String words) {
        this.words = words;
    }

    /** The kind as people read it. */
    public String words() {
        return words;
    }
}
