package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.at;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Grant;
import dev.extrausage.core.LateUsage;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Reason;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;

/** The pools that paid for a request, those that did not, and why (U2 to U6). */
final class FundingWords {
    private final RedecidedEntry step;
    private final WrittenEntry entry;
    private final List<Moved> moved;
    private final Account moment;
    private final List<String> sentences = new ArrayList<>();

    private FundingWords(RedecidedEntry step, List<Moved> moved) {
        this.step = step;
        this.entry = step.entry();
        this.moved = moved;
        this.moment = step.isTrusted() ? step.timePassed().account() : null;
    }

    static List<String> of(RedecidedEntry step, List<Moved> moved) {
        FundingWords words = new FundingWords(step, moved);
        if (step.entry().costNanos() > 0) {
            words.allowance();
            words.extraUsage();
            words.uncovered();
        }
        return words.sentences;
    }

    private void allowance() {
        Moved paid = find(Pool.ALLOWANCE);
        Moved latePaid = find(Pool.LAPSED);
        if (latePaid != null || moment != null && isFirstParty() && isLate()) {
            late(latePaid);
        } else if (paid != null) {
            sentences.add(entry.usage().app() + " is a first-party app, so the plan allowance pays"
                    + " first: it had " + usd(paid.beforeNanos()) + ", paid " + usd(paid.nanos())
                    + " and has " + usd(paid.afterNanos()) + " left.");
        } else if (isFirstParty()) {
            sentences.add(entry.usage().app() + " is a first-party app, so the plan allowance would"
                    + " pay first, but nothing was left of it.");
        } else {
            sentences.add(entry.usage().app() + " is a third-party app: it draws on extra usage"
                    + " only, and the plan allowance (" + usd(entry.allowanceLeftNanos())
                    + " left) is not touched.");
        }
        if (moment != null && latePaid == null && isFirstParty() && isBeforeCycle() && !isLate()) {
            sentences.add("It was made at " + at(entry.cause().time()) + ", " + (isInCycleBefore()
                    ? "in the billing cycle before, but by the account's clock more than "
                            + Phrases.hours(step.version().lateUsageGraceMillis())
                            + " after that one's end"
                    : "but not in the current billing cycle, nor in one just before it")
                    + ": so it counts in the current cycle.");
        }
    }

    private void late(Moved paid) {
        String left = moment == null ? "" : " (it had "
                + usd(moment.allowance().previousLeftNanos()) + ", and has "
                + usd(moment.allowance().previousLeftNanos() - (paid == null ? 0 : paid.nanos()))
                + " left)";
        sentences.add("It was made at " + at(entry.cause().time()) + ", in the billing cycle before"
                + (moment == null ? "" : ", which ended at " + at(cycle().start())
                        + "; by the account's clock no more than "
                        + Phrases.hours(step.version().lateUsageGraceMillis())
                        + " had passed since")
                + ". So it drew on what had been left of that cycle's allowance"
                + (paid == null ? ", but nothing was" : ": " + usd(paid.nanos()) + left)
                + ". The current cycle's allowance is not touched.");
    }

    private void extraUsage() {
        List<Moved> drawn = moved.stream()
                .filter(m -> m.is(Pool.EXTRA_USAGE, Pool.USAGE)).toList();
        Moved uncovered = find(Pool.UNCOVERED);
        long rest = drawn.stream().mapToLong(Moved::nanos).sum()
                + (uncovered == null ? 0 : uncovered.nanos());
        if (rest == 0) {
            sentences.add("That paid for all of it, so extra usage was not asked.");
            return;
        }
        sentences.add((rest == entry.costNanos() ? "All of it, " : "The rest, ") + usd(rest)
                + ", was asked of extra usage.");
        if (moment != null) {
            sentences.addAll(RoomWords.of(step, moment, rest));
        }
        for (Moved m : drawn) {
            sentences.add(usd(m.nanos()) + " came from " + Phrases.credit(m) + ", which had "
                    + usd(m.beforeNanos()) + " before and " + usd(m.afterNanos()) + " after.");
        }
        if (!drawn.isEmpty() && moment != null
                && moment.grants().stream().filter(Grant::isLive).count() > 1) {
            sentences.add("Credit is used in this order: free before bought, then what expires"
                    + " soonest, then the oldest.");
        }
    }

    private void uncovered() {
        Moved uncovered = find(Pool.UNCOVERED);
        if (uncovered != null) {
            sentences.add(usd(uncovered.nanos()) + " of it found no money, because "
                    + because(entry.reason()) + ". That is recorded as uncovered: it is not owed,"
                    + " and later credit does not pay it.");
        }
    }

    /** A journal that was tampered with may give no reason. */
    private static String because(Reason reason) {
        if (reason == null) {
            return "the ledger gives no reason";
        }
        return switch (reason) {
            case NO_EXTRA_USAGE_ACCESS -> "the plan has no extra usage";
            case EXTRA_USAGE_OFF -> "extra usage was switched off";
            case SPEND_LIMIT_REACHED -> "the monthly spend limit was reached";
            case OUT_OF_EXTRA_USAGE -> "extra usage was used up";
            default -> "the ledger says " + reason;
        };
    }

    private Moved find(Pool from) {
        return moved.stream().filter(m -> m.is(from, Pool.USAGE)).findFirst().orElse(null);
    }

    private boolean isFirstParty() {
        return step.version().isFirstParty(entry.usage().app());
    }

    private Cycle cycle() {
        return moment.subscription().cycle();
    }

    private boolean isBeforeCycle() {
        return entry.cause().time() < cycle().start();
    }

    private boolean isInCycleBefore() {
        return cycle().previousHolds(entry.cause().time());
    }

    private boolean isLate() {
        return LateUsage.isLate(
                cycle(), entry.clock(), entry.cause().time(), step.version());
    }
}
