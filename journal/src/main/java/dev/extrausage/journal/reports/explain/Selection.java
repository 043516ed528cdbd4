package dev.extrausage.journal.reports.explain;

import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A choice of an account's entries; keeps no more of them than are asked for. */
public final class Selection {
    private final Predicate<WrittenEntry> wanted;
    private final int most;
    private final Deque<RedecidedEntry> kept = new ArrayDeque<>();

    private Selection(Predicate<WrittenEntry> wanted, int most) {
        this.wanted = wanted;
        this.most = most;
    }

    /** The one of that number. */
    public static Selection entry(long sequence) {
        return new Selection(e -> e.sequence() == sequence, Integer.MAX_VALUE);
    }

    /** The latest so many. */
    public static Selection last(int count) {
        return new Selection(e -> true, count);
    }

    /**
     * Those that have to do with [from, to): their input's time lies in it, or something they moved
     * took effect in it. Null is open.
     */
    public static Selection between(Long from, Long to) {
        Predicate<Long> inside = t -> (from == null || t >= from) && (to == null || t < to);
        return new Selection(e -> inside.test(e.cause().time())
                || e.postings().stream().anyMatch(p -> inside.test(p.effectiveAt())),
                Integer.MAX_VALUE);
    }

    /** The account's next entry. */
    public void add(RedecidedEntry step) {
        if (wanted.test(step.entry())) {
            kept.addLast(step);
            if (kept.size() > most) {
                kept.removeFirst();
            }
        }
    }

    /** The explanations of those chosen, in their order. */
    public List<Explanation> explain() {
        List<Explanation> out = new ArrayList<>(kept.size());
        kept.forEach(step -> out.add(Explainer.explain(step)));
        return out;
    }
}
