package dev.extrausage.stack.doctor;

import dev.extrausage.stack.Health;
import dev.extrausage.stack.RunningStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The stack that runs on a data directory: its parts by its own word. */
final class StackPart {
    private static final String SUBJECT = "this ledger up";

    private final RunningStack running;
    private final Path log;

    /**
     * The examination of a stack.
     *
     * @param log where it tells more
     */
    StackPart(RunningStack running, Path log) {
        this.running = running;
        this.log = log;
    }

    void examine(List<Diagnosis> findings) {
        try {
            Health health = running.askHealth();
            health.problems().forEach(why -> findings.add(Diagnosis.wrong(
                    SUBJECT, why + ". Mend what it names; " + log + " has more")));
            if (health.isReady()) {
                findings.add(Diagnosis.well(SUBJECT, "all of its parts are ready"));
            }
        } catch (IOException e) {
            findings.add(Diagnosis.wrong(SUBJECT, "it does not answer at "
                    + running.healthAndSchemas() + " (" + e.getMessage() + "): see " + log
                    + ", or stop it and start it again"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Doctor.Unanswered("interrupted", e);
        }
    }
}
