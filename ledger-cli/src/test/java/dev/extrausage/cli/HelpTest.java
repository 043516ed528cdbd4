package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @TempDir private Path folder;

    static Stream<String> commands() {
        Set<String> names = new TreeSet<>(LedgerCommand.commandLine().getSubcommands().keySet());
        names.remove("help");
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself_and_its_exit_status(String command) {
        Command help = Command.run(command, "--help");

        help.ended(0);
        assertThat(help.out()).contains("Usage: ledger " + command, "Exit status: 0");
        assertThat(help.out()).doesNotContain("as null"); // what stands for a dollar and braces
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_tells_the_version(String command) {
        Command version = Command.run(command, "--version");

        version.ended(0);
        assertThat(version.out()).startsWith("extra-usage-ledger ").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void wrong_use_ends_with_2_and_shows_the_right_one(String command) {
        Command wrong = Command.run(command, "--no-such-option");

        wrong.ended(2);
        assertThat(wrong.err()).contains("Usage: ledger " + command);
    }

    @Test
    void no_command_ends_with_2_and_names_them_all() {
        Command none = Command.run();

        none.ended(2);
        assertThat(none.err()).contains("Name a command.").contains(commands().toList());
    }

    @Test
    void without_a_ledger_commands_say_how_to_get_one() {
        Command balance = Command.run("balance", "anna", "--data", folder);

        balance.ended(2);
        assertThat(balance.err()).startsWith("ledger: No ledger runs on " + folder)
                .contains("ledger up").hasLineCount(1);
    }

    @Test
    void a_missing_kafka_is_named_in_one_sentence() {
        Command balance = Command.run("balance", "anna", "--bootstrap", "127.0.0.1:1");

        balance.ended(2);
        assertThat(balance.err()).startsWith("ledger: No Kafka answers at 127.0.0.1:1")
                .hasLineCount(1);
        // An empty label: no name server need be asked.
        assertThat(Command.run("balance", "anna", "--bootstrap", "a..b:9092").err())
                .startsWith("ledger: No Kafka answers at a..b:9092 (there is no host a..b")
                .hasLineCount(1);
    }

    @Test
    void a_bootstrap_address_without_port_is_refused() {
        assertThat(Command.run("topics", "--bootstrap", "localhost").err())
                .contains("\"localhost\": it must be HOST:PORT");
    }

    /** Of a host with an underscore Java's own parser of addresses makes none. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "registry", "ftp://registry:8081",
        "http://u:pw@schema_registry:8081", "http://a b"})
    void a_schema_registrys_address_that_is_none_is_refused(String address) {
        for (String command : List.of("audit", "doctor", "serve", "up")) {
            assertThat(Command.run(command, "--bootstrap", "127.0.0.1:1", "--data", folder,
                    "--schema-registry", address).ended(2).err()).as(command).contains(
                    "'--schema-registry': the address is " + address.replace("u:pw@", "...@")
                            + ": must be http://HOST:PORT or https://HOST:PORT, HOST without an"
                            + " underscore");
        }
    }

    @Test
    void a_key_file_that_is_missing_is_told_with_the_reason() {
        Path missing = folder.resolve("missing");

        assertThat(Command.run("balance", "anna", "--url", "http://127.0.0.1:1", "--key-file",
                missing).ended(2).err()).isEqualTo("ledger: The key file cannot be read: "
                + missing + ": there is no such file or folder." + System.lineSeparator());
    }

    @Test
    void an_impossible_account_or_amount_is_named() {
        assertThat(Command.run("balance", "a b").err()).contains("account_id", "visible ASCII");
        assertThat(Command.run("top-up", "anna", "ten").err()).contains("AMOUNT", "\"ten\"");
        assertThat(Command.run("top-up", "anna", "0").err()).contains("above 0");
        assertThat(Command.run("top-up", "anna", "5", "--key", "auto:x").err()).contains("auto:");
        Command.run("top-up", "anna", "5", "--key", "auto:x").ended(2);
    }
}
