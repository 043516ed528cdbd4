package dev.extrausage.stack.doctor;

import dev.extrausage.process.FreeSpace;
import dev.extrausage.stack.RunningStack;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This machine: the disk of the data, and the ledger's state folder if it is here. */
final class MachinePart {
    private final LedgerSettings settings;
    private final Optional<Path> data;
    private final Optional<RunningStack> running;

    /**
     * The examination of this machine.
     *
     * @param data the folder whose disk is looked at; empty for none
     * @param running the stack that runs on it now, with its state folder; empty: none does
     */
    MachinePart(LedgerSettings settings, Optional<Path> data, Optional<RunningStack> running) {
        this.settings = settings;
        this.data = data;
        this.running = running;
    }

    void examine(List<Diagnosis> findings) {
        data.filter(Files::exists).ifPresent(folder -> {
            FreeSpace space = new FreeSpace(folder,
                    running.map(RunningStack::leastFree).orElse(FreeSpace.USUAL_LEAST));
            findings.add(space.tooLittle().or(space::low)
                    .map(why -> Diagnosis.wrong("disk of this machine", why))
                    .orElseGet(() -> Diagnosis.well("disk of this machine",
                            folder.toAbsolutePath().normalize() + " has room")));
        });
        examineState(settings.stateDirectory().toAbsolutePath().normalize(), findings);
    }

    private void examineState(Path state, List<Diagnosis> findings) {
        if (running.isPresent() && !Files.exists(lockOfStores(state))) {
            findings.add(Diagnosis.wrong("state folder", state + " was deleted, or what is in it,"
                    + " while the ledger runs, which cannot keep its stores so: stop it and start"
                    + " it again. It makes them anew from Kafka, and nothing is lost"));
        } else if (Files.exists(state)) {
            findings.add(Files.isDirectory(state) && Files.isWritable(state)
                    ? Diagnosis.well("state folder", state + " can be written")
                    : Diagnosis.wrong("state folder", state + " cannot be written: give it to the"
                            + " user that the ledger runs as"));
        }
    }

    /** The file that Kafka Streams makes before its stores, and holds locked while it runs. */
    private Path lockOfStores(Path state) {
        return state.resolve(settings.applicationId()).resolve(".lock");
    }
}
