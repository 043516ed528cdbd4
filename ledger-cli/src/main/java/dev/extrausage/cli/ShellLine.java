package dev.extrausage.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line to be copied into a POSIX shell, which means there the words it was made of. */
final class ShellLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellLine() {}

    /** The line that calls this program again, by the name it was called by. */
    static String ledger(String... words) {
        String self = System.getProperty("ledger.self", "./ledger");
        return of(Stream.concat(Stream.of(self), Stream.of(words)).toList());
    }

    /** The words, quoted where the shell would make something else of them. */
    static String of(List<String> words) {
        return words.stream().map(ShellLine::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
