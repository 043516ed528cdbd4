package dev.extrausage.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's findings about certificates, which are made by the JDK's own keytool. */
class CertificatePartTest {
    private static final String PASSWORD = "changeit";

    @TempDir private Path folder;

    @Test void a_certificate_that_lasts_is_well() throws Exception {
        assertThat(examined(store("-validity", "365"))).isTrue();
        assertThat(found.says()).contains(", the first ends at 20");
    }

    @Test void a_certificate_that_ends_within_30_days_is_named() throws Exception {
        assertThat(examined(store("-validity", "29"))).isFalse();
        assertThat(found.subject()).isEqualTo("certificates in ssl.keystore.location");
        assertThat(found.says()).contains("store.p12: the first ends at 20",
                "Make a new one, and restart the processes that use it");
    }

    @Test void a_certificate_that_has_ended_is_named() throws Exception {
        assertThat(examined(store("-startdate", "-40d", "-validity", "30"))).isFalse();
        assertThat(found.says()).contains("store.p12: the first has ended at 20");
    }

    @Test void a_store_that_cannot_be_opened_is_named() throws IOException {
        assertThat(examined(Files.writeString(folder.resolve("store.p12"), "no store"))).isFalse();
        assertThat(found.says()).contains("cannot be read", "name, type and password");
        assertThat(examined(folder.resolve("none"))).isFalse();
        assertThat(found.says()).contains("none cannot be read");
    }

    private Diagnosis found;

    private boolean examined(Path store) {
        List<Diagnosis> findings = new ArrayList<>();
        new CertificatePart(new LedgerSettings("kafka:9093", "ledger", folder, 1, 1, 1, 1,
                Map.of("ssl.keystore.location", store.toString(), "ssl.keystore.type", "PKCS12",
                        "ssl.keystore.password", PASSWORD))).examine(findings);
        assertThat(findings).hasSize(1);
        found = findings.get(0);
        return found.isWell();
    }

    private Path store(String... validity) throws Exception {
        Path store = folder.resolve("store.p12");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "us", "-dname", "CN=us", "-keyalg", "EC", "-keystore",
                store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        words.addAll(List.of(validity));
        Process keytool = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile()).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
        return store;
    }
}
