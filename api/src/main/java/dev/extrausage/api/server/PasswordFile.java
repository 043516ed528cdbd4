package dev.extrausage.api.server;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a password and nothing else but white space around it. */
public final class PasswordFile {
    private PasswordFile() {}

    /** Reads the password; an IOException, whose message is a clause, if it cannot. */
    public static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (CharacterCodingException e) {
            throw new IOException("the password file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IOException("the password file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")", e);
        }
    }
}
