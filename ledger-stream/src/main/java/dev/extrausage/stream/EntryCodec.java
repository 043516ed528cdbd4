package dev.extrausage.stream;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Posting;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Sha256;
import dev.extrausage.schemas.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An entry as the journal holds it (J1). */
public final class EntryCodec {
    private EntryCodec() {}

    /**
     * The entry with zeros for its hash, which is known only once it is written (J2).
     *
     * @param source where the input lies
     * @param previousHash the hash of the account's entry before it
     */
    public static BalanceChange toAvro(Entry e, Source source, byte[] previousHash) {
        return new BalanceChange(e.accountId(), e.sequence(), Ledger.RULES_VERSION,
                e.catalogVersion(), EventCodec.causeToAvro(e.cause().event()),
                Instant.ofEpochMilli(e.cause().receivedAt()), source, instant(e.clock()),
                e.costNanos(), e.outcome().name(), e.reason() == null ? null : e.reason().name(),
                postings(e.postings()), e.allowanceLeftNanos(), e.extraUsageNanos(),
                e.spentNanos(), topUpDue(e.topUpDue()),
                e.notices().stream().map(n -> n.kind().name()).toList(),
                new Sha256(previousHash), new Sha256(HashChain.start()));
    }

    /**
     * The input that an entry answers, as the ledger got it.
     *
     * @throws dev.extrausage.core.BadInput if it is out of its bounds, so that no ledger decided it
     */
    public static Input inputOf(BalanceChange entry) {
        return new Input(EventCodec.causeToCore(entry.getCause()),
                entry.getReceivedAt().toEpochMilli());
    }

    private static List<dev.extrausage.schemas.Posting> postings(List<Posting> postings) {
        List<dev.extrausage.schemas.Posting> out = new ArrayList<>(postings.size());
        for (Posting p : postings) {
            out.add(new dev.extrausage.schemas.Posting(p.from().name(), p.to().name(), p.grantId(),
                    p.amountNanos(), Instant.ofEpochMilli(p.effectiveAt())));
        }
        return out;
    }

    private static dev.extrausage.schemas.TopUpDue topUpDue(TopUpDue due) {
        return due == null ? null
                : new dev.extrausage.schemas.TopUpDue(due.topUpId(), due.amountNanos());
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
