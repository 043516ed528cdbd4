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
import dev.extrausage.schemas.wire.EntryCodec;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import java.util.Arrays;
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
     * otherwise, so their entries are compared all the same.
     */
    Comparison fold(Account before, FoundEntry found) {
        return compare(before, found, true,
                found.entry.getRulesVersion() != Ledger.RULES_VERSION);
    }

    /**
     * Decides, and compares the entry with the decision.
     *
     * @param sealed true if the entry's bytes have its hash; if not, nothing it names is believed
     */
    Comparison compare(Account before, FoundEntry found, boolean sealed) {
        return compare(before, found, sealed, true);
    }

    private Comparison compare(
            Account before, FoundEntry found, boolean sealed, boolean inBytes) {
        Input input;
        try {
            input = EntryCodec.inputOf(found.entry);
        } catch (BadInput e) {
            return new Comparison.OutOfBounds();
        }
        String version = found.entry.getCatalogVersion();
        Catalog catalog = sealed || redecider.knows(version)
                ? redecider.catalogOf(version, input.time()) : redecider.catalog();
        if (catalog == null) {
            return new Comparison.Undecided(input, "the catalog has no version " + version);
        }
        Redecision again = redecider.decide(
                found.entry.getRulesVersion(), before, input, catalog);
        if (again instanceof Redecision.Undecidable undecidable) {
            return new Comparison.Undecided(
                    input, "it cannot be decided: " + undecidable.why());
        }
        Decision decision = ((Redecision.Decided) again).decision();
        return inBytes ? bytes(input, decision, found, sealed)
                : new Comparison.Same(input, decision);
    }

    private Comparison bytes(Input input, Decision decision, FoundEntry found, boolean sealed) {
        Source source = found.entry.getSource();
        byte[] bytes = writer.write(decision.entry(), source.getTopic(), source.getPartition(),
                source.getOffset(), found.previousHash());
        int end = bytes.length - HashChain.HASH_LENGTH;
        if (Arrays.equals(bytes, 0, end,
                found.bytes, 0, found.bytes.length - HashChain.HASH_LENGTH)) {
            return new Comparison.Same(input, decision);
        }
        BalanceChange expected = codec.decode(bytes);
        if (!sealed && found.carries(chain.hashOf(found.previousHash(), bytes))) {
            return new Comparison.Altered(input, decision, expected);
        }
        boolean sameFields =
                Differences.between(expected, found.entry, NOT_DECIDED).isEmpty();
        int rules = found.entry.getRulesVersion();
        if (rules < Ledger.RULES_VERSION && Redecider.knowsRules(rules)) {
            return new Comparison.OfEarlierRules(input, decision, sameFields);
        }
        String why = otherForm(found, bytes);
        return why == null ? new Comparison.Differs(input, decision, expected)
                : new Comparison.OtherForm(input, decision, sameFields, why);
    }

    /** The reason why an entry need not equal what is written today (J5); null if it must. */
    private static String otherForm(FoundEntry found, byte[] bytes) {
        int rules = found.entry.getRulesVersion();
        if (rules != Ledger.RULES_VERSION) {
            return "it was decided by rules version " + rules + ", this program has "
                    + Ledger.RULES_VERSION;
        }
        return found.isFramedAs(bytes) ? null : "it was written under another schema id";
    }
}
