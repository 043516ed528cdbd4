package dev.extrausage.cli;

import static dev.extrausage.client.gate.GatePolicy.FAIL_CLOSED;
import static dev.extrausage.client.gate.GatePolicy.FAIL_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.api.inference.AdmissionSettings.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

class AdmissionOptionsTest {
    @TempDir private Path folder;

    @CommandLine.Command
    private static final class Any {
        @Mixin private AdmissionOptions admissions;
    }

    private static AdmissionSettings settings(String... words) {
        Any any = new Any();
        new CommandLine(any).parseArgs(words);
        return any.admissions.settings();
    }

    @Test void without_an_option_admissions_are_the_usual_ones() {
        assertThat(settings()).isEqualTo(AdmissionSettings.usual());
    }

    @Test void each_number_is_that_of_its_option() {
        assertThat(settings("--hold", "15", "--most-holds=400000", "--gateways", "3",
                "--stale-after", "7")).isEqualTo(new AdmissionSettings(Duration.ofSeconds(15),
                400_000, 3, Policies.USUAL.staleAfter(Duration.ofSeconds(7))));
    }

    @Test void cases_are_opened_and_closed_by_name() {
        assertThat(settings("--fail-open=unpriced,start-up", "--fail-open=too-many-holds",
                "--fail-closed", "stale,unknown-account").policies())
                .isEqualTo(new Policies(FAIL_OPEN, Duration.ofSeconds(30), FAIL_CLOSED,
                        FAIL_CLOSED, FAIL_OPEN, FAIL_OPEN));
        assertThat(settings("--fail-open=unknown-account").policies())
                .isEqualTo(new Policies(FAIL_CLOSED, Duration.ofSeconds(30), FAIL_OPEN,
                        FAIL_OPEN, FAIL_CLOSED, FAIL_CLOSED));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', value = {
        "--hold 0            | --hold is 0 s: must be above 0 and at most 2592000 s (30 days)",
        "--hold 2592001      | --hold is 2592001 s: must be above 0 and at most 2592000 s",
        "--hold soon         | --hold",
        "--stale-after -1    | --stale-after is -1 s: must be above 0",
        "--most-holds 0      | --most-holds is 0: must be 1 to 10000000",
        "--gateways 0        | --gateways is 0: must be 1 or more",
        "--fail-open prices  | the case is \"prices\": must be start-up, stale, unknown-account,"
                + " unpriced, too-many-holds",
        "--fail-open balances | the case is \"balances\"",
        "--fail-open unpriced,stale --fail-closed stale | stale is named by --fail-open and by"
                + " --fail-closed: must be by one"})
    void what_cannot_be_is_named_by_both_commands(String options, String fault) {
        for (List<String> command : List.of(List.of("up", "--data", folder.toString()),
                List.of("serve", "--bootstrap", "127.0.0.1:1", "--data", folder.toString()))) {
            List<String> words = new ArrayList<>(command);
            words.addAll(List.of(options.split(" +")));

            Command wrong = Command.run(words.toArray());

            wrong.ended(2);
            assertThat(wrong.err()).contains(fault);
        }
    }
}
