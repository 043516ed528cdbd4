package dev.extrausage.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A property of every history, checked on many generated ones. A failing history is shrunk: inputs
 * are left out while it still fails, and the message tells the seed and the few that are left.
 */
@FunctionalInterface
interface Law {
    /** The first of the seeds; {@code -Dlaws.seed=N} sets another. */
    long FIRST_SEED = Long.getLong("laws.seed", 0);

    /** Fails with an {@link AssertionError} or anything else where the law does not hold. */
    void hold(List<Input> history, Catalog catalog);

    /** A property of each input and its answer by itself. */
    @FunctionalInterface
    interface OfStep {
        /** As {@link Law#hold}; duplicates are left out. */
        void hold(Run.Step step, Catalog catalog);
    }

    /** Holds {@code law} to each step of many histories. */
    static void everyStep(OfStep law) {
        everyHistory((history, catalog) -> {
            for (Run.Step step : GeneratedHistories.stepsOf(history, catalog)) {
                if (!step.isDuplicate()) {
                    law.hold(step, catalog);
                }
            }
        });
    }

    /** Holds {@code law} to many histories, under both catalogs. */
    static void everyHistory(Law law) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 96; seed++) {
            Catalog catalog = GeneratedHistories.catalogOf(seed);
            List<Input> history = GeneratedHistories.of(seed);
            if (failure(law, history, catalog) != null) {
                throw broken(law, seed, shrunk(law, history, catalog), catalog);
            }
        }
    }

    private static Throwable failure(Law law, List<Input> history, Catalog catalog) {
        try {
            law.hold(history, catalog);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }

    /** Leaves out halves, then quarters … then single inputs, while the law stays broken. */
    private static List<Input> shrunk(Law law, List<Input> history, Catalog catalog) {
        List<Input> left = history;
        for (int size = left.size() / 2; size > 0; size /= 2) {
            for (int from = left.size() - size; from >= 0; from -= size) {
                List<Input> fewer = without(left, from, from + size, catalog);
                if (failure(law, fewer, catalog) != null) {
                    left = fewer;
                    from = Math.min(from, left.size());
                }
            }
        }
        return left;
    }

    /**
     * All but those from {@code from} to before {@code to}. A top-up is named after its entry's
     * number, so the answers to later ones are renamed with it.
     */
    private static List<Input> without(List<Input> history, int from, int to, Catalog catalog) {
        long before = Run.of(history.subList(0, from), catalog).entries().size();
        long gone = Run.of(history.subList(0, to), catalog).entries().size() - before;
        List<Input> fewer = new ArrayList<>(history.subList(0, from));
        history.subList(to, history.size())
                .forEach(input -> fewer.add(renumbered(input, before + gone, gone)));
        return fewer;
    }

    private static Input renumbered(Input input, long after, long by) {
        if (!(input.event() instanceof AccountEvent a)) {
            return input;
        }
        Change change = a.change();
        if (change instanceof Change.TopUpDeclined d) {
            change = new Change.TopUpDeclined(renumbered(d.topUpId(), after, by), d.declineCode());
        } else if (change instanceof Change.CreditGranted c) {
            change = new Change.CreditGranted(c.grantId(), c.kind(), c.amountNanos(), c.expiresAt(),
                    c.paymentId(), renumbered(c.topUpId(), after, by));
        }
        return new Input(new AccountEvent(
                a.eventId(), a.accountId(), a.occurredAt(), a.actor(), change), input.receivedAt());
    }

    private static String renumbered(String topUpId, long after, long by) {
        if (topUpId == null || !topUpId.startsWith("auto:acme:")) {
            return topUpId;
        }
        long number = Long.parseLong(topUpId.substring("auto:acme:".length()));
        return "auto:acme:" + (number > after ? number - by : number);
    }

    private static AssertionError broken(
            Law law, long seed, List<Input> history, Catalog catalog) {
        Throwable cause = failure(law, history, catalog);
        return new AssertionError("broken with seed " + seed + " by these " + history.size()
                + " inputs:\n" + history.stream().map(Input::toString)
                        .collect(Collectors.joining("\n")) + "\n" + cause, cause);
    }
}
