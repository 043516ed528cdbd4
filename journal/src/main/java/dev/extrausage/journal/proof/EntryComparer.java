package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.journal.redecide.Differences;
import dev.extrausage.journal.redecide.Redecider;
import dev.extrausage.journal.redecide.Redecision;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EntryCodec;
import dev.extrausage.schemas.wire.EntryHead;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import java.util.List;

/** Byte-for-byte comparison of entries with their causes decided again (J3, J5). */
final class EntryComparer {
    private static final List<String> NOT_DECIDED =
            List.of("rules_version", "previous_hash", "hash");

    private final Redecider redecider;
    private final AvroCodec<BalanceChange> codec;
    private final EntryWriter writer;
    private final HashChain chain = new HashChain();

    EntryComparer(Catalog catalog, AvroCodec<BalanceChange> codec) {
        redecider = new Redecider(catalog);
        this.codec = codec;
        writer = new EntryWriter(codec);
    }

    /**
     * Decides only, to know the state: for what was proved before. Other rules may have decided
     * otherwise, so their entries are compared all the same. Null if the entry cannot be read.
     */
    Comparison fold(Account before, FoundEntry found) {
        Comparison same = sameUsage(before, found);
        return same != null || !found.isReadable() ? same : compare(before, found, true,
                found.entry().getRulesVersion() != Ledger.RULES_VERSION);
    }

    /**
     * Decides, and compares the entry with the decision; null if the entry cannot be read.
     *
     * @param sealed true if the entry's bytes have its hash; if not, nothing it names is believed
     */
    Comparison compare(Account before, FoundEntry found, boolean sealed) {
        Comparison same = sealed ? sameUsage(before, found) : null;
        return same != null || !found.isReadable() ? same : compare(before, found, sealed, true);
    }

    /**
     * The short way, which nearly every entry of a sound journal goes: of usage only the head is
     * read, and where the bytes are the decision's, nothing of the answer needs to be. Null if they
     * are not, or if the head was not read.
     */
    private Comparison.Same sameUsage(Account before, FoundEntry found) {
        EntryHead head = found.head();
        if (head == null || head.rulesVersion() != Ledger.RULES_VERSION) {
            return null;
        }
        Catalog catalog = redecider.catalogOf(head.catalogVersion(), head.cause().time());
        if (catalog == null || !(redecider.decide(head.rulesVersion(), before, head.cause(),
                catalog) instanceof Redecision.Decided decided)) {
            return null;
        }
        Decision decision = decided.decision();
        boolean isSame = writer.wouldWrite(found.bytes, decision.entry(),
                Topics.USAGE_EVENTS.topicName(), head.partition(), head.offset(),
                found.previousHash());
        return isSame ? new Comparison.Same(head.cause(), decision,
                new EntryContent.Decided(head, decision.entry())) : null;
    }

    private Comparison compare(
            Account before, FoundEntry found, boolean sealed, boolean inBytes) {
        Input input;
        try {
            input = EntryCodec.inputOf(found.entry());
        } catch (BadInput e) {
            return new Comparison.OutOfBounds();
        }
        String version = found.entry().getCatalogVersion();
        Catalog catalog = sealed || redecider.knows(version)
                ? redecider.catalogOf(version, input.time()) : redecider.catalog();
        if (catalog == null) {
            return new Comparison.Undecided(input, "the catalog has no version " + version);
        }
        int rules = sealed ? found.entry().getRulesVersion() : Ledger.RULES_VERSION;
        Redecision again = redecider.decide(rules, before, input, catalog);
        if (again instanceof Redecision.Undecidable undecidable) {
            return new Comparison.Undecided(
                    input, "it cannot be decided: " + undecidable.why());
        }
        Decision decision = ((Redecision.Decided) again).decision();
        return inBytes ? bytes(input, decision, found, sealed)
                : new Comparison.Same(input, decision, found.content());
    }

    private Comparison bytes(Input input, Decision decision, FoundEntry found, boolean sealed) {
        Source source = found.entry().getSource();
        byte[] bytes = writer.write(decision.entry(), source.getTopic(), source.getPartition(),
                source.getOffset(), found.previousHash());
        if (found.isWrittenAs(bytes)) {
            return new Comparison.Same(input, decision, found.content());
        }
        BalanceChange expected = codec.decode(bytes);
        if (!sealed && found.carries(chain.hashOf(found.previousHash(), bytes))) {
            return new Comparison.Altered(input, decision, expected);
        }
        boolean sameFields = Differences.between(expected, found.entry(), NOT_DECIDED).isEmpty();
        if (Redecider.areEarlier(found.entry().getRulesVersion())) {
            return new Comparison.Earlier(input, decision, sameFields);
        }
        String why = otherForm(found, bytes);
        return why == null ? new Comparison.Differs(input, decision, expected)
                : new Comparison.OtherForm(input, decision, sameFields, why);
    }

    /** The reason why an entry need not equal what is written today (J5); null if it must. */
    private static String otherForm(FoundEntry found, byte[] bytes) {
        int rules = found.entry().getRulesVersion();
        if (rules != Ledger.RULES_VERSION) {
            return "it was decided by rules version " + rules + ", this program has "
                    + Ledger.RULES_VERSION;
        }
        return found.isFramedAs(bytes) ? null : "it was written under another schema id";
    }
}
