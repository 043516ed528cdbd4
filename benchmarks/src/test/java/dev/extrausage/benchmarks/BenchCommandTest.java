package dev.extrausage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --accounts=0              | --accounts is 0: must be 1 to 10000000
            --skew=-0.1               | --skew is -0.1: must be 0 to 3.0
            --duplicates=1            | --duplicates is 1.0: must be 0 to 0.9
            --partitions=65           | --partitions is 65: must be 1 to 64
            --threads=0               | --threads is 0: must be 1 to 64
            --commit-interval=5       | --commit-interval is 5: must be 10 to 60000
            --events=10               | --events is 10: must be 1000 to 100000000
            --rounds=0                | --rounds is 0: must be 1 to 100
            --heap=1                  | --heap is 1: must be 128 to 65536
            --contenders=fast         | --contenders is fast: must be one of ceiling, equal-work
            --contenders=equal-work   | --contenders is equal-work: must be beside ledger
            --sweep=moons             | --sweep is moons: must be of hot, accounts, skew
            --api=moons               | --api is moons: must be of projector, usage, reads
            --database=jdbc:mysql:x   | --database is jdbc:mysql:x: must be jdbc:postgresql:
            --database-user=ada       | --database is absent: must be given where its user
            --events=many             | Invalid value for option '--events': 'many' is not a long
            """)
    void wrong_option_is_refused_with_its_value_and_bound(String option, String said) {
        assertThat(run(option)).isEqualTo(2);
        assertThat(err.toString()).startsWith(said).contains("Usage: ledger bench");
        assertThat(out.toString()).isEmpty();
    }

    @Test void a_part_of_the_api_cannot_replace_the_documents_table() {
        assertThat(run("--api=reads,usage", "--markdown=docs.md")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--api is reads,usage: must be without names, for --markdown");
    }

    @Test void help_states_usage_and_exit_status() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: ledger bench [", "Exit status: 0");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    private int run(String... args) {
        CommandLine command = BenchMain.commandLine()
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(args);
        command.getOut().flush();
        command.getErr().flush();
        return status;
    }
}
