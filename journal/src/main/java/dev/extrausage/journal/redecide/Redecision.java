package dev.extrausage.journal.redecide;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.wire.EntryCodec;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides an entry again from its cause, by the catalog version and the rules it names (J3, J5).
 */
public final class Redecision {
    private final Catalog catalog;
    /** For each version by name, the catalog as it was when that one was the latest. */
    private final Map<String, Catalog> upTo = new HashMap<>();
    private final AvroCodec<BalanceChange> codec;
    private final EntryWriter writer;

    public Redecision(Catalog catalog, AvroCodec<BalanceChange> codec) {
        this.catalog = catalog;
        this.codec = codec;
        this.writer = new EntryWriter(codec);
        List<CatalogVersion> all = catalog.versions();
        for (int i = 0; i < all.size(); i++) {
            upTo.put(all.get(i).version(), new Catalog(all.subList(0, i + 1)));
        }
    }

    /**
     * What came of deciding again.
     *
     * @param input the cause; null if it is none that the ledger can have decided
     * @param decision what the ledger answers; null if it cannot be asked
     * @param expected what it writes, with zeros for the hash; null where that was not needed
     * @param equal whether the entry is that, byte for byte, or in every field if {@code why} is
     *     set
     * @param vouched whether the hash that the entry carries is the hash of {@code expected}
     * @param why the entry cannot be held against it (J5); null if it can
     */
    public record Answer(Input input, Decision decision, BalanceChange expected, boolean equal,
            boolean vouched, String why) {}

    /** Decides only, to know the state: for what was proved before. */
    public Answer fold(Tip tip, FoundEntry found) {
        return answer(tip, found, false, true, null);
    }

    /**
     * Decides, and holds the entry against the decision.
     *
     * @param sealed whether the entry's bytes have its hash; if not, nothing it names is believed
     */
    public Answer compare(Tip tip, FoundEntry found, boolean sealed, HashChain chain) {
        return answer(tip, found, true, sealed, chain);
    }

    private Answer answer(
            Tip tip, FoundEntry found, boolean compare, boolean sealed, HashChain chain) {
        BalanceChange entry = found.entry;
        Input input;
        try {
            input = EntryCodec.inputOf(entry);
        } catch (BadInput e) {
            return new Answer(null, null, null, false, false, null);
        }
        Catalog by = upTo.containsKey(entry.getCatalogVersion()) || sealed
                ? catalogOf(entry.getCatalogVersion(), input.time()) : catalog;
        if (by == null) {
            return unknown(input, "the catalog has no version " + entry.getCatalogVersion());
        }
        Decision decision;
        try {
            decision = Ledger.decide(tip.account(), input, by);
        } catch (RuntimeException e) {
            // From a state that is only a guess; or the plan of the account is in no version.
            return unknown(input, "it cannot be decided: " + e.getMessage());
        }
        // Other rules may have decided otherwise: then the state is not known by deciding alone.
        return compare || entry.getRulesVersion() != Ledger.RULES_VERSION
                ? held(input, decision, found, sealed, chain)
                : new Answer(input, decision, null, true, false, null);
    }

    private Answer held(Input input, Decision decision, FoundEntry found, boolean sealed,
            HashChain chain) {
        Source source = found.entry.getSource();
        byte[] bytes = writer.write(decision.entry(), source.getTopic(), source.getPartition(),
                source.getOffset(), found.previousHash());
        int end = bytes.length - HashChain.HASH_LENGTH;
        boolean equal = Arrays.equals(bytes, 0, end,
                found.bytes, 0, found.bytes.length - HashChain.HASH_LENGTH);
        if (equal) {
            return new Answer(input, decision, null, true, true, null);
        }
        BalanceChange expected = codec.decode(bytes);
        boolean vouched =
                !sealed && found.carries(chain.hashOf(found.previousHash(), bytes));
        String why = vouched ? null : unlike(found, bytes);
        if (why != null) {
            boolean same = Differences.between(expected, found.entry,
                    List.of("rules_version", "previous_hash", "hash")).isEmpty();
            return new Answer(input, decision, expected, same, false, why);
        }
        return new Answer(input, decision, expected, false, vouched, null);
    }

    /** Why an entry need not be equal to what is written today (J5); null if it must. */
    private static String unlike(FoundEntry found, byte[] bytes) {
        int rules = found.entry.getRulesVersion();
        if (rules != Ledger.RULES_VERSION) {
            return "it was decided by rules version " + rules + ", this program has "
                    + Ledger.RULES_VERSION;
        }
        return found.isFramedAs(bytes) ? null : "it was written under another schema id";
    }

    private static Answer unknown(Input input, String why) {
        return new Answer(input, null, null, false, false, why);
    }

    /** A version that was put into the file after the fact does not change what was decided. */
    private Catalog catalogOf(String named, long time) {
        return catalog.at(time).version().equals(named) ? catalog : upTo.get(named);
    }
}
