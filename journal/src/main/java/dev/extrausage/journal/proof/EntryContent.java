package dev.extrausage.journal.proof;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Outcome;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EntryHead;

/**
 * The content of an entry, as its bytes have it. They are decoded, or known without that, because
 * they are those of a decision. Words may be any; amounts are in nano-USD.
 */
sealed interface EntryContent {
    long sequence();

    int rulesVersion();

    String catalogVersion();

    /** True if its cause is usage. */
    boolean isUsage();

    /** The topic of its cause. */
    String sourceTopic();

    int sourcePartition();

    long sourceOffset();

    long costNanos();

    boolean has(Outcome outcome);

    /** The number of its postings. */
    int postings();

    /** The pool that a posting leaves. */
    String from(int posting);

    /** The pool that a posting enters. */
    String to(int posting);

    /** The posting's grant; or null. */
    String grantId(int posting);

    long amountNanos(int posting);

    /** The balances after it. */
    Balances balances();

    /** The content of a decoded entry. */
    record Decoded(BalanceChange entry) implements EntryContent {
        @Override public long sequence() {
            return entry.getSequence();
        }

        @Override public int rulesVersion() {
            return entry.getRulesVersion();
        }

        @Override public String catalogVersion() {
            return entry.getCatalogVersion();
        }

        @Override public boolean isUsage() {
            return entry.getCause() instanceof dev.extrausage.schemas.UsageEvent;
        }

        @Override public String sourceTopic() {
            return entry.getSource().getTopic();
        }

        @Override public int sourcePartition() {
            return entry.getSource().getPartition();
        }

        @Override public long sourceOffset() {
            return entry.getSource().getOffset();
        }

        @Override public long costNanos() {
            return entry.getCostNanos();
        }

        @Override public boolean has(Outcome outcome) {
            return entry.getOutcome().equals(outcome.name());
        }

        @Override public int postings() {
            return entry.getPostings().size();
        }

        @Override public String from(int posting) {
            return entry.getPostings().get(posting).getFrom();
        }

        @Override public String to(int posting) {
            return entry.getPostings().get(posting).getTo();
        }

        @Override public String grantId(int posting) {
            return entry.getPostings().get(posting).getGrantId();
        }

        @Override public long amountNanos(int posting) {
            return entry.getPostings().get(posting).getAmountNanos();
        }

        @Override public Balances balances() {
            return new Balances(entry.getAllowanceLeftNanos(), entry.getExtraUsageNanos(),
                    entry.getSpentNanos());
        }
    }

    /**
     * The content of an entry about usage that is a decision, byte for byte.
     *
     * @param head what was decided again
     * @param entry the decision
     */
    record Decided(EntryHead head, Entry entry) implements EntryContent {
        @Override public long sequence() {
            return head.sequence();
        }

        @Override public int rulesVersion() {
            return head.rulesVersion();
        }

        @Override public String catalogVersion() {
            return head.catalogVersion();
        }

        @Override public boolean isUsage() {
            return true;
        }

        @Override public String sourceTopic() {
            return Topics.USAGE_EVENTS.topicName();
        }

        @Override public int sourcePartition() {
            return head.partition();
        }

        @Override public long sourceOffset() {
            return head.offset();
        }

        @Override public long costNanos() {
            return entry.costNanos();
        }

        @Override public boolean has(Outcome outcome) {
            return entry.outcome() == outcome;
        }

        @Override public int postings() {
            return entry.postings().size();
        }

        @Override public String from(int posting) {
            return entry.postings().get(posting).from().name();
        }

        @Override public String to(int posting) {
            return entry.postings().get(posting).to().name();
        }

        @Override public String grantId(int posting) {
            return entry.postings().get(posting).grantId();
        }

        @Override public long amountNanos(int posting) {
            return entry.postings().get(posting).amountNanos();
        }

        @Override public Balances balances() {
            return new Balances(entry.allowanceLeftNanos(), entry.extraUsageNanos(),
                    entry.spentNanos());
        }
    }
}
