package dev.extrausage.stack.doctor;

import dev.extrausage.process.FreeSpace;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This machine: the disk of the data, and the ledger's state folder if it is here. */
final class MachinePart {
    private final LedgerSettings settings;
    private final Optional<Path> data;

    MachinePart(LedgerSettings settings, Optional<Path> data) {
        this.settings = settings;
        this.data = data;
    }

    void examine(List<Diagnosis> findings) {
        data.filter(Files::exists).ifPresent(folder -> {
            FreeSpace space = new FreeSpace(folder, FreeSpace.USUAL_LEAST);
            findings.add(space.tooLittle().or(space::low)
                    .map(why -> Diagnosis.wrong("disk of this machine", why))
                    .orElseGet(() -> Diagnosis.well("disk of this machine",
                            folder.toAbsolutePath().normalize() + " has room")));
        });
        Path state = settings.stateDirectory();
        if (Files.exists(state)) {
            findings.add(Files.isDirectory(state) && Files.isWritable(state)
                    ? Diagnosis.well("state folder", state.toAbsolutePath().normalize()
                            + " can be written")
                    : Diagnosis.wrong("state folder", state + " cannot be written: give it to the"
                            + " user that the ledger runs as"));
        }
    }
}
