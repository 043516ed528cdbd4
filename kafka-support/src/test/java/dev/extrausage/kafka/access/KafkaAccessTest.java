package dev.extrausage.kafka.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAccessTest {
    private static final String SECRET = "s3cret";
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ledger\"";

    @TempDir private Path folder;

    @Test void secrets_are_taken_from_files_folders_and_the_environment() throws IOException {
        Path other = Files.writeString(folder.resolve("other.properties"), "password=" + SECRET);
        Files.writeString(folder.resolve("password"), SECRET);
        String variable = System.getenv().keySet().stream()
                .filter(name -> name.matches("[A-Z]+")).findFirst().orElseThrow();

        assertThat(read("sasl.jaas.config=" + LOGIN + " password=\"${file:" + other
                + ":password}\";")).isEqualTo(Map.of("sasl.jaas.config",
                        LOGIN + " password=\"" + SECRET + "\";"));
        assertThat(read("ssl.key.password=${dir:" + folder + ":password}"))
                .isEqualTo(Map.of("ssl.key.password", SECRET));
        Files.writeString(folder.resolve("password"), SECRET + "\n");
        assertThat(read("ssl.key.password=${dir:" + folder + ":password}"))
                .as("without the end of its line").isEqualTo(Map.of("ssl.key.password", SECRET));
        assertThat(read("client.rack=${env:" + variable + "}"))
                .isEqualTo(Map.of("client.rack", System.getenv(variable)));
    }

    @Test void providers_that_a_file_enables_itself_are_heeded() throws IOException {
        Path other = Files.writeString(folder.resolve("other.properties"), "rack=" + SECRET);
        String enabled = "config.providers=mine\nconfig.providers.mine.class="
                + "org.apache.kafka.common.config.provider.FileConfigProvider\n"
                + "client.rack=${mine:" + other + ":rack}\n";

        assertThat(read(enabled)).isEqualTo(Map.of("client.rack", SECRET));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        assertRefused(enabled + "config.providers.mine.param.allowed.paths=/nowhere",
                "config.providers.mine.param: Path /nowhere does not exist");
        assertRefused(enabled + "config.providers.mine.param.allowed.paths=" + elsewhere,
                "client.rack refers to ${mine:" + other + ":rack}, which is not there");
        assertRefused("config.providers=v\nconfig.providers.v.class=com.acme.Vault",
                "config.providers.v.class is com.acme.Vault: must be one of");
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            client.rack=${file:/no/such:key}  | client.rack refers to ${file:/no/such:key}, which
            client.rack=${env:NO_SUCH_NAME_1} | client.rack refers to ${env:NO_SUCH_NAME_1}, which
            client.rack=${dir:/no/such:key}   | client.rack refers to ${dir:/no/such:key}, which is
            client.rack=${vault:a:b}          | there is no provider vault: there are [file, dir,
            security.protokol=SSL             | no client of Kafka has a setting security.protokol
            security.protocol=s3cret          | security.protocol has a value that Kafka does not
            request.timeout.ms=s3cret         | request.timeout.ms has a value that Kafka does not
            ssl.truststore.location=/no/such  | ssl.truststore.location is /no/such: there is no
            ssl.keystore.location=/no/such    | ssl.keystore.location is /no/such: there is no such
            security.protocol=SASL_SSL        | sasl.jaas.config is not set, or is no login: must
            client.rack=\\u12                 | is no properties file
            """)
    void what_cannot_be_used_is_named_with_its_file(String line, String sentence)
            throws IOException {
        assertRefused(line, sentence);
    }

    @ParameterizedTest @ValueSource(strings = {"isolation.level=read_uncommitted", "acks=1",
        "transactional.id=x", "enable.idempotence=false", "auto.offset.reset=latest", "group.id=x",
        "processing.guarantee=at_least_once", "bootstrap.servers=a:1", "consumer.group.id=x",
        "main.consumer.auto.offset.reset=earliest", "producer.acks=0", "max.request.size=10",
        "partitioner.class=x", "interceptor.classes=x", "enable.auto.commit=true",
        "transaction.timeout.ms=1", "retries=0", "application.id=x", "check.crcs=false"})
    void a_setting_that_exactness_rests_on_is_refused_by_name(String line) throws IOException {
        assertRefused(line, ": " + line.substring(0, line.indexOf('=')) + " cannot be set: ");
    }

    @Test void settings_from_elsewhere_hold_over_the_file_and_are_checked() throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"),
                "client.rack=a\nfetch.max.bytes=1000\n");

        assertThat(KafkaAccess.by("k:1", file, Map.of("client.rack", "b"), "LEDGER_KAFKA_…")
                .forClients()).isEqualTo(Map.of("bootstrap.servers", "k:1", "client.rack", "b",
                        "fetch.max.bytes", "1000"));
        assertThatThrownBy(() -> KafkaAccess.by("k:1", null, Map.of("acks", "1"), "LEDGER_KAFKA_…"))
                .hasMessageStartingWith("LEDGER_KAFKA_…: acks cannot be set: ");
    }

    @Test void a_file_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> KafkaAccess.by("k:1", folder.resolve("none.properties")))
                .isInstanceOf(BadKafkaConfig.class)
                .hasMessage("there is no Kafka settings file " + folder.resolve("none.properties"));
        assertThatThrownBy(() -> KafkaAccess.by("k:1", folder))
                .hasMessageEndingWith("cannot be read: it is a directory");
    }

    @Test void no_secret_is_in_a_message_or_a_text() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\n"
                + "sasl.jaas.config=" + LOGIN + " password=" + SECRET + " more " + SECRET + ";");
        assertThatThrownBy(() -> KafkaAccess.by("k:1", broken))
                .hasMessageContaining("sasl.jaas.config").hasNoCause()
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));

        Path good = Files.writeString(folder.resolve("good.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\n"
                + "sasl.jaas.config=" + LOGIN + " password=\"" + SECRET + "\";");
        assertThat(KafkaAccess.by("k:1", good)).hasToString("k:1 by SASL_PLAINTEXT");
    }

    private Map<String, String> read(String text) throws IOException {
        return KafkaAccess.settingsOf(written(text));
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), text);
    }

    private void assertRefused(String text, String sentence) throws IOException {
        Path file = written(text);
        assertThatThrownBy(() -> KafkaAccess.settingsOf(file)).isInstanceOf(BadKafkaConfig.class)
                .hasMessageContainingAll(file.toString(), sentence)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
    }
}
