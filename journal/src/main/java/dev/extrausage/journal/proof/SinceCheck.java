package dev.extrausage.journal.proof;

import dev.extrausage.journal.proof.checkpoint.Leaf;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A comparison of a partition, as it now stands at a checkpoint's offset, with the checkpoint. */
final class SinceCheck {
    private final Place place;
    private final PartitionState then;

    SinceCheck(Place place, PartitionState then) {
        this.place = place;
        this.then = then;
    }

    long offset() {
        return then.offset();
    }

    /** {@code now}: the partition's state at the checkpoint's offset, with its accounts. */
    void compare(PartitionState now, Map<String, Trail> trails) {
        if (then.isAs(now)) {
            return;
        }
        if (then.leaves().isEmpty()) {
            place.report(FindingKind.LINKAGE_BROKEN, then.offset(), null, null,
                    "the entries before this offset are not those of the checkpoint: it has "
                            + then.accounts() + " accounts, now there are " + now.accounts()
                            + ", and the roots differ");
            return;
        }
        Map<String, Leaf> gone = new HashMap<>();
        then.leaves().forEach(leaf -> gone.put(leaf.account(), leaf));
        for (Leaf leaf : now.leaves()) {
            Long offset = trails.get(leaf.account()).tip().offset();
            Leaf before = gone.remove(leaf.account());
            if (before == null) {
                report(FindingKind.FOREIGN, offset, leaf, "the account has " + leaf.sequence()
                        + " entries before the checkpoint's offset, which knows of none");
            } else {
                compare(before, leaf, offset);
            }
        }
        gone.values().forEach(leaf -> report(FindingKind.MISSING, null, leaf,
                "the account's " + leaf.sequence() + " entries of the checkpoint are not there"));
    }

    private void compare(Leaf before, Leaf now, Long offset) {
        if (now.sequence() < before.sequence()) {
            report(FindingKind.MISSING, offset,
                    new Leaf(now.account(), now.sequence() + 1, now.hash()),
                    "the checkpoint has entries up to " + before.sequence()
                            + ", now there are " + now.sequence() + " before its offset");
        } else if (now.sequence() > before.sequence()) {
            report(FindingKind.LINKAGE_BROKEN, offset, now, "the checkpoint has entries up to "
                    + before.sequence() + ", now there are more before its offset");
        } else if (!Arrays.equals(before.hash(), now.hash())) {
            report(FindingKind.LINKAGE_BROKEN, offset, now, "entry " + now.sequence()
                    + " had another hash at the checkpoint: the history before it was rewritten");
        }
    }

    private void report(FindingKind verdict, Long offset, Leaf leaf, String text) {
        place.report(verdict, offset, leaf.account(), leaf.sequence(), text, List.of());
    }

    /** The partition ends before the checkpoint's offset. */
    void endsBefore(long end) {
        place.report(FindingKind.MISSING, end, null, null,
                "the partition ends here, at the checkpoint it went on to offset "
                        + then.offset());
    }
}
