package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.CatalogVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ledger catalog} as its user sees it. */
class CatalogCommandTest {
    private static final String MODEL = """
            "%s": {"input_cost_per_token": %s, "output_cost_per_token": 5e-06,
             "cache_creation_input_token_cost": 1.25e-06,
             "cache_creation_input_token_cost_above_1hr": 2e-06,
             "cache_read_input_token_cost": 1e-07}""";

    @TempDir private Path folder;
    private Path builtIn;

    @BeforeEach
    void the_built_in_catalog_as_a_file() throws IOException {
        builtIn = file("catalog.yaml", text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "diff", "import"})
    void every_catalog_command_explains_itself(String command) {
        Command help = Command.run("catalog", command, "--help");

        help.ended(0);
        assertThat(help.out()).contains("Usage: ledger catalog " + command, "Exit status: 0");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(Command.run("catalog", command, "--no-such-option").ended(2).err())
                .contains("Usage: ledger catalog " + command);
    }

    @Test
    void catalog_alone_names_its_commands() {
        assertThat(Command.run("catalog").ended(2).err()).contains("check, diff, import");
    }

    @Test
    void check_outlines_a_good_catalog() {
        assertThat(Command.run("catalog", "check", builtIn).ended(0).out()).isEqualTo("""
                %s is a catalog of 1 version.

                2026-01, in force from 2026-01-01T00:00:00.000Z
                  models            claude-haiku-4-5, claude-opus-4-5, claude-sonnet-4-5
                  other names       claude-sonnet-4-5-20250929 for claude-sonnet-4-5
                  service tiers     batch, standard
                  units             web_search
                  plans             enterprise, free, pro, team
                  first-party apps  claude-desktop, claude-mobile, claude.ai
                  sha256            034c0715abe035ecbbf06cccf52806f3a79e8dcd8ebca72d3e1437cd48508596
                """.formatted(builtIn));
    }

    @Test
    void check_says_where_a_catalog_is_wrong() throws IOException {
        Path wrong = file("wrong.yaml", text().replace("batch: 0.5", "batch: 0.55555"));

        assertThat(Command.run("catalog", "check", wrong).ended(1).out()).isEqualTo(wrong
                + ":9: versions[0].service_tiers.batch is \"0.55555\": must be a plain decimal"
                + " number from 0 to 100 with at most 4 decimals\n");
        assertThat(Command.run("catalog", "check", folder.resolve("none")).ended(2).err())
                .isEqualTo("ledger: There is no file " + folder.resolve("none") + ".\n");
    }

    @Test
    void diff_says_what_a_new_version_changes() throws IOException {
        Path longer = file("longer.yaml", text() + second().replace("{input: 5,", "{input: 4,")
                .replace("[claude.ai,", "[claude.ai, claude-code,"));
        String changes = """
                Version 2026-02 takes over from 2026-01 at 2026-02-01T00:00:00.000Z:
                  claude-opus-4-5: input goes from $5 to $4 per million tokens.
                  claude-code becomes a first-party app: it draws on the allowance first.
                """;

        assertThat(Command.run("catalog", "diff", builtIn, longer).ended(0).out())
                .isEqualTo(changes);
        assertThat(Command.run("catalog", "diff", longer).ended(0).out()).isEqualTo(changes);
        assertThat(Command.run("catalog", "diff", builtIn).ended(0).out())
                .isEqualTo("Nothing changes.\n");
    }

    @Test
    void diff_ends_with_1_for_an_edited_or_dropped_version() throws IOException {
        Path edited = file("edited.yaml",
                text().replace("allowance_usd: 20, ", "allowance_usd: 25,"));
        Path longer = file("longer.yaml", text() + second());

        assertThat(Command.run("catalog", "diff", longer, edited).ended(1).out()).isEqualTo("""
                Version 2026-02 is gone. A ledger that has had it in force does not start \
                without it.

                Version 2026-01 is not what it was. A ledger that has had it in force does not \
                start with it:
                  %s:15: plans.pro.allowance_usd was 20 and is 25
                  Plan pro: the allowance goes from $20 a cycle to $25 a cycle, for each account \
                from its next cycle on.
                """.formatted(edited));
        assertThat(Command.run("catalog", "diff", builtIn, longer).ended(0).out())
                .endsWith(", and changes nothing.\n");
    }

    @Test
    void diff_of_a_faulty_catalog_ends_with_2() throws IOException {
        Path wrong = file("wrong.yaml", "versions: []\n");

        assertThat(Command.run("catalog", "diff", builtIn, wrong).ended(2).err()).isEqualTo(
                "ledger: " + wrong + ":1: versions is empty: must have at least one version\n");
    }

    @Test
    void import_prints_a_version_that_is_read_back() throws IOException {
        Path prices = file("prices.json", "{" + MODEL.formatted("claude-haiku-5", "1.5e-06") + "}");

        Command run = Command.run("catalog", "import", "--from", prices,
                "--effective-from", "2026-07-01").ended(0);

        CatalogVersion version = CatalogFile.read("new.yaml",
                run.out().getBytes(StandardCharsets.UTF_8)).versions().get(0);
        assertThat(version.version()).isEqualTo("2026-07-01");
        assertThat(version.prices().price("claude-haiku-5").inputPico()).isEqualTo(1_500_000);
        assertThat(run.err()).isEqualTo("Not in " + prices + ", and priced as in version 2026-01:"
                + " claude-haiku-4-5, claude-opus-4-5, claude-sonnet-4-5.\n");
        Path whole = file("whole.yaml",
                text() + run.out().substring(run.out().indexOf('\n') + 1));
        assertThat(Command.run("catalog", "diff", builtIn, whole).ended(0).out())
                .contains("claude-haiku-5 is new: input $1.50").hasLineCount(2);
    }

    @Test
    void import_lists_what_is_not_exact_and_ends_with_1() throws IOException {
        Path prices = file("prices.json", "{" + MODEL.formatted("claude-haiku-4-5", "1.5e-13")
                + "," + MODEL.formatted("claude-opus-4-5", "1e-06") + "}");

        Command run = Command.run("catalog", "import", "--from", prices, "--version", "new");

        run.ended(1);
        assertThat(run.out()).startsWith("versions:\n  - version: new\n    effective_from: ")
                .contains("claude-opus-4-5: {input: 1, output: 5,");
        assertThat(run.err()).contains("Not exactly as in " + prices + ":\n  claude-haiku-4-5 is"
                + " left out: input_cost_per_token is $0.00000015 per million tokens, with more"
                + " than 6 decimals; it stays as version 2026-01 has it\n");
    }

    @Test
    void import_refuses_a_version_that_could_not_follow_the_base() throws IOException {
        Path prices = file("prices.json", "{}");

        assertThat(Command.run("catalog", "import", "--from", prices, "--base", builtIn,
                "--version", "2026-01").ended(2).err()).contains("has a version 2026-01 already");
        assertThat(Command.run("catalog", "import", "--from", prices,
                "--effective-from", "2026-01-01").ended(2).err())
                .contains("must be after version 2026-01's, 2026-01-01T00:00:00.000Z");
        assertThat(Command.run("catalog", "import", "--from", prices, "--version", "a b")
                .ended(2).err()).contains("--version is \"a b\"");
        assertThat(Command.run("catalog", "import", "--from", builtIn).ended(1).err())
                .contains("versions is left out: it is not a JSON object");
        Path list = file("list.json", "[]");
        assertThat(Command.run("catalog", "import", "--from", list).ended(2).err())
                .startsWith("ledger: ").contains("is not a price list");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** The built-in version again, a month later. */
    private static String second() throws IOException {
        return text().substring(text().indexOf('\n') + 1)
                .replace("version: 2026-01\n", "version: 2026-02\n")
                .replace("effective_from: 2026-01", "effective_from: 2026-02");
    }

    private static String text() throws IOException {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
