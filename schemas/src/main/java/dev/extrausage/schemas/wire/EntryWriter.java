package dev.extrausage.schemas.wire;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Notice;
import dev.extrausage.core.Posting;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import java.util.List;

/**
 * Writes entries as the journal holds them (J1): the bytes that {@code codec} would write, without
 * the objects it would write them from. The running ledger and the audit write with it, so that
 * they cannot differ. Not safe for use by several threads.
 */
public final class EntryWriter {
    private static final byte[] NO_HASH = HashChain.start();

    private final AvroCodec<BalanceChange> codec;
    private final AvroWriter out = new AvroWriter();
    private final CauseWriter cause = new CauseWriter(out);

    /** A writer of values for the topic of {@code codec}, under its schema id. */
    public EntryWriter(AvroCodec<BalanceChange> codec) {
        this.codec = codec;
    }

    /**
     * The entry in the wire format, with zeros for its hash, which is known only once it is written
     * (J2): {@link HashChain#seal} puts it there.
     *
     * @param topic the topic where the input lies
     * @param partition its partition there
     * @param offset its offset there
     * @param previousHash the hash of the account's entry before it
     * @throws dev.extrausage.schemas.SchemaIds.SchemaRefused as {@link AvroCodec#encode} does
     * @throws dev.extrausage.schemas.SchemaIds.WaitEnded as {@link AvroCodec#encode} does
     */
    public byte[] write(
            Entry e, String topic, int partition, long offset, byte[] previousHash) {
        fill(e, topic, partition, offset, previousHash);
        return out.toBytes();
    }

    /** Tells whether {@code value} is what {@link #write} returns, but for the hash at its end. */
    public boolean wouldWrite(byte[] value, Entry e, String topic, int partition, long offset,
            byte[] previousHash) {
        fill(e, topic, partition, offset, previousHash);
        return out.equalsExceptLast(HashChain.HASH_LENGTH, value);
    }

    private void fill(
            Entry e, String topic, int partition, long offset, byte[] previousHash) {
        out.begin(codec.schemaId());
        out.name(e.accountId());
        out.number(e.sequence());
        out.number(Ledger.RULES_VERSION);
        out.text(e.catalogVersion());
        cause.write(e.cause().event());
        out.number(e.cause().receivedAt());
        out.text(topic);
        out.number(partition);
        out.number(offset);
        out.optionalNumber(e.clock());
        answer(e);
        out.raw(previousHash);
        out.raw(NO_HASH);
    }

    private void answer(Entry e) {
        out.number(e.costNanos());
        out.name(e.outcome().name());
        out.optionalName(e.reason());
        postings(e.postings());
        out.number(e.allowanceLeftNanos());
        out.number(e.extraUsageNanos());
        out.number(e.spentNanos());
        if (out.present(e.topUpDue())) {
            out.name(e.topUpDue().topUpId());
            out.number(e.topUpDue().amountNanos());
        }
        notices(e.notices());
    }

    private void postings(List<Posting> postings) {
        out.beginList(postings.size());
        for (int i = 0; i < postings.size(); i++) {
            Posting p = postings.get(i);
            out.name(p.from().name());
            out.name(p.to().name());
            out.optionalName(p.grantId());
            out.number(p.amountNanos());
            out.number(p.effectiveAt());
        }
        out.endList(postings.size());
    }

    private void notices(List<Notice> notices) {
        out.beginList(notices.size());
        for (int i = 0; i < notices.size(); i++) {
            out.name(notices.get(i).kind().name());
        }
        out.endList(notices.size());
    }
}
