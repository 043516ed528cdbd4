package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Output and exit status of a command that ran inside the test's process. */
public record Command(int status, String out, String err) {
    /** Runs it with these words, as its user types them. */
    public static Command run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = LedgerCommand.commandLine()
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int status = commandLine.execute(words);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Command(status, out.toString(), err.toString());
    }

    /** Itself, which ended with that status; the failure shows all that it said instead. */
    public Command ended(int wanted) {
        assertThat(status).as("%s", this).isEqualTo(wanted);
        return this;
    }
}
