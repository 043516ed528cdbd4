package dev.extrausage.stack;

import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.operations.Operations;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.stream.startup.CannotStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The health of a stack: what of it does not do its work, and whether it can go on at all. */
final class StackHealth {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Operations operations;
    private final FreeSpace space;
    private final StartedParts parts;
    private final boolean hasOwnBroker;
    private volatile SteadyLedger ledger;
    private volatile TopUpConsumers consumers;

    /** The health of what is starting; {@code operations} tells of its parts. */
    StackHealth(
            Operations operations, FreeSpace space, StartedParts parts, boolean hasOwnBroker) {
        this.operations = operations;
        this.space = space;
        this.parts = parts;
        this.hasOwnBroker = hasOwnBroker;
        operations.readiness().part("ledger", this::ledgerProblems)
                .part("consumers", this::consumerProblems);
    }

    /** Watches the ledger, from its start on. */
    void watch(SteadyLedger started) {
        ledger = started;
        started.bind(operations.meters());
    }

    /** Watches the consumers, from their start on. */
    void watch(TopUpConsumers started) {
        consumers = started;
        started.bind(operations.meters());
    }

    private List<String> ledgerProblems() {
        SteadyLedger deciding = ledger;
        return deciding == null ? List.of("it is starting") : deciding.problems(hasOwnBroker);
    }

    private List<String> consumerProblems() {
        TopUpConsumers running = consumers;
        return running == null ? List.of("they are starting") : running.problems();
    }

    /** If everything does its work, and what does not. */
    Health health() {
        List<String> problems = new ArrayList<>();
        operations.readiness().problems().forEach((part, why) ->
                why.forEach(clause -> problems.add(part + ": " + clause)));
        failure().ifPresent(problems::add);
        return new Health(problems);
    }

    /** The reason why it cannot go on, though it was not told to stop; empty while it can. */
    Optional<String> failure() {
        SteadyLedger deciding = ledger;
        TopUpConsumers running = consumers;
        if (parts.isStopping() || deciding == null || running == null) {
            return Optional.empty();
        }
        space.warnIfLow();
        Optional<String> full = space.tooLittle();
        if (full.isPresent()) {
            return full;
        }
        if (deciding.givenUp().isPresent()) {
            return deciding.givenUp();
        }
        return running.isRunning() ? Optional.empty()
                : Optional.of("a consumer has ended by a bug, see the log");
    }

    /**
     * Waits until everything does its work, or is told to stop.
     *
     * @throws CannotStart it has failed, or does not within {@code longest}
     */
    void awaitReady(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!parts.isStopping() && !health().isReady()) {
            failure().ifPresent(why -> {
                throw new CannotStart(why);
            });
            if (System.nanoTime() > end) {
                throw new CannotStart("not ready within " + longest.toSeconds() + " s: "
                        + String.join("; ", health().problems()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
