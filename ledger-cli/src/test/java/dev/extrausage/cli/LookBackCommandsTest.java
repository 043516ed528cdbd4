package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Run;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that look back, as their user types them, on a Kafka that has the journal. */
class LookBackCommandsTest {
    @TempDir private static Path data;
    private static EmbeddedKafka kafka;

    /** The output of a command, and its exit status. */
    private record Ran(int status, List<String> out, String err) {}

    @BeforeAll
    static void a_journal_of_two_accounts() throws IOException {
        kafka = EmbeddedKafka.start(data.resolve("kafka"));
        LedgerSettings settings =
                LedgerSettings.single(kafka.bootstrapServers(), data.resolve("state"));
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, 3);
        }
        TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings.forClients(),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Entry entry : Run.of(Journals.acmeInputs(), Catalogs.example()).entries()) {
                producer.send(new ProducerRecord<>("balance-changes",
                        entry.accountId().getBytes(StandardCharsets.UTF_8),
                        codecs.balanceChanges().encode(Journals.avro(entry))));
            }
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void an_entry_is_explained() {
        Ran ran = run("explain", "acme", "--entry", "4");

        assertThat(ran.status).as("%s", ran).isZero();
        assertThat(ran.out.get(0))
                .isEqualTo("acme, entry 4, requested 2026-01-10T01:00:00.000Z,"
                        + " received 2026-01-10T01:00:00.000Z: APPLIED");
        assertThat(run("explain", "acme", "--last", "3", "--json").out).singleElement().asString()
                .startsWith("{\"account_id\":\"acme\",\"entries\":[{\"sequence\":64,");
    }

    @Test
    void a_past_balance_is_shown_in_both_senses() {
        Ran ran = run("balance", "acme", "--as-of", "2026-02-10T12:00:00Z");

        assertThat(ran.status).as("%s", ran).isZero();
        assertThat(ran.out).startsWith(
                "By what is known now, acme had at 2026-02-10T12:00:00.000Z:")
                .contains("By 2026-02-10T12:00:00.000Z the ledger had said:");
        assertThat(run("balance", "acme", "--as-known-at", "2026-02-11").out.get(0))
                .isEqualTo("By 2026-02-11T00:00:00.000Z the ledger had said:");
    }

    @Test
    void statements_are_of_cycles_or_of_times() {
        assertThat(run("statement", "acme", "--cycle", "2026-01").out.stream()
                .filter(l -> l.startsWith("Statement of acme"))).hasSize(2);
        assertThat(run("statement", "acme").out.get(0)).isEqualTo("Statement of acme, from"
                + " 2026-04-22T00:00:00.000Z to before 2026-05-22T00:00:00.000Z");
        assertThat(run("statement", "acme", "--from", "2026-01-12", "--csv").out.get(1))
                .startsWith("acme,2026-01-12T00:00:00.000Z,,OPENING,");
        assertThat(run("statement", "acme", "--to", "2026-01-12", "--json").out).singleElement()
                .asString().contains("\"adds_up\":true");
    }

    @Test
    void all_accounts_sum_to_zero() {
        Ran ran = run("trial-balance", "--csv", "--at", "2026-04-22");

        assertThat(ran.status).as("%s", ran).isZero();
        assertThat(ran.out).anyMatch(
                l -> l.matches("2026-04-22T00:00:00.000Z,TOTAL,,(.*),\\1,0.00"));
    }

    @Test
    void the_same_catalog_makes_no_difference_and_another_one_does() throws IOException {
        Path same = data.resolve("same.yaml");
        Files.writeString(same, defaultCatalog());
        Path dearer = data.resolve("dearer.yaml");
        Files.writeString(dearer, defaultCatalog().replace(
                "claude-haiku-4-5:  {input: 1,", "claude-haiku-4-5:  {input: 2,"));

        assertThat(run("what-if", "acme", "--catalog", same.toString(), "--json").out)
                .singleElement().asString().contains("\"changed\":0,", "\"USAGE\":0,");
        assertThat(run("what-if", "acme", "--catalog", dearer.toString()).out)
                .anyMatch(l -> l.matches("USAGE +\\$.*\\+\\$.*"));
    }

    @Test
    void an_account_or_entry_that_is_not_there_is_told() {
        for (String command : List.of("explain", "statement")) {
            Ran ran = run(command, "nobody");
            assertThat(ran.status).as(command).isEqualTo(1);
            assertThat(ran.err).as(command).isEqualTo("ledger: there is no account nobody: nothing"
                    + " was ever decided for it." + System.lineSeparator());
        }
        assertThat(run("explain", "acme", "--entry", "999").status).isEqualTo(1);
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_sentence() {
        assertThat(run("statement", "acme", "--cycle", "2026-13").err).contains("is no month");
        assertThat(run("statement", "acme", "--cycle", "2026-01", "--from", "2026-01-01").status)
                .isEqualTo(2);
        assertThat(run("statement", "acme", "--from", "2026-02-01", "--to", "2026-01-01").err)
                .contains("the period ends");
        assertThat(run("explain", "acme", "--entry", "1", "--last", "2").err)
                .contains("Name one of");
        assertThat(run("balance", "acme", "--as-of", "yesterday").err).contains("or a day");
    }

    private static Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", kafka.bootstrapServers()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = LedgerCommand.commandLine()
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = line.execute(all.toArray(String[]::new));
        return new Ran(status, out.toString().lines().toList(), err.toString());
    }

    private static String defaultCatalog() throws IOException {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
