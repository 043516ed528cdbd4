package dev.extrausage.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ServerKeystoreTest {
    private static final char[] RIGHT = "right-one".toCharArray();
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ServerKeystore.class);
    /** As {@code openssl pkcs12 -export -nocerts} makes it, for a key made for it. */
    private static final String WITHOUT_CERTIFICATE = ""
            + "MIIBfgIBAzCCATQGCSqGSIb3DQEHAaCCASUEggEhMIIBHTCCARkGCSqGSIb3DQEHAaCCAQoEggEG"
            + "MIIBAjCB/wYLKoZIhvcNAQwKAQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwE"
            + "CJnq5NNJlTenAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ0/1yY/pMxTwFiHuJvbrv"
            + "EASBkAOLlMq52dAjd6JqAJnNOz6f5XpyYNw3pSE/1/ymWkC4MaA/L6dQhdANTjDydCsLs2dwgS1/"
            + "rqzfbfVUBAD5n0LwNtbdgbcNoHeO7HVfRIn9zmv6qbocPlZ6SSvwd8M+AgQbzfmdiH7R4EnGMpvd"
            + "ZkUxSuA+bQYRUylFS60It4grkogR1o7+nOy+BHK2qmGfpjBBMDEwDQYJYIZIAWUDBAIBBQAEIFgZ"
            + "4W4Qj1kd3+ZGjkfaVkLIPhj7NGeTB9b1yIjPxr9gBAiCz6BzUmPV6QICCAA=";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    @TempDir private Path folder;

    @BeforeEach
    void listen() {
        log.start();
        LOG.setLevel(Level.WARN);
        LOG.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        LOG.setLevel(null);
        LOG.detachAppender(log);
    }

    @Test
    void a_keystore_that_cannot_be_used_is_named_with_the_reason() throws Exception {
        Path empty = folder.resolve("empty.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(empty)) {
            store.store(out, RIGHT);
        }
        Path text = Files.writeString(folder.resolve("text.p12"), "-----BEGIN CERTIFICATE-----");

        refused(folder.resolve("none.p12"), "is not there or cannot be read");
        refused(folder, "is not there or cannot be read");
        refused(text, "is no PKCS#12 file");
        refused(empty, "has no private key");
        assertThat(catchThrowableOfType(IOException.class,
                () -> ServerKeystore.open(empty, "wrong")))
                .hasMessage("the password of the keystore " + empty + " is another");
    }

    @Test
    void a_key_with_a_password_of_its_own_cannot_be_used() throws Exception {
        Path file = folder.resolve("own.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry("key", new KeyStore.SecretKeyEntry(
                new SecretKeySpec(new byte[16], "AES")),
                new KeyStore.PasswordProtection("other".toCharArray()));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, RIGHT);
        }

        refused(file, "cannot be used");
    }

    @Test
    void a_key_that_no_handshake_succeeds_with_is_refused() throws Exception {
        KeyStore one = made("one", "+0d");
        KeyStore other = made("other", "+0d");
        one.setKeyEntry("one", one.getKey("one", RIGHT), RIGHT,
                new Certificate[] {other.getCertificate("other")});
        Path mixed = folder.resolve("mixed.p12");
        try (OutputStream out = Files.newOutputStream(mixed)) {
            one.store(out, RIGHT);
        }
        Path bare = Files.write(folder.resolve("bare.p12"),
                Base64.getDecoder().decode(WITHOUT_CERTIFICATE));

        refused(mixed, "its private key is not that of its certificate, CN=other");
        refused(bare, "its private key has no certificate");
    }

    @Test
    void a_key_of_several_that_no_handshake_succeeds_with_is_left_out() throws Exception {
        KeyStore one = made("one", "+0d");
        KeyStore other = made("other", "+0d");
        Certificate[] others = {other.getCertificate("other")};
        one.setKeyEntry("mixed", one.getKey("one", RIGHT), RIGHT, others);
        one.setKeyEntry("other", other.getKey("other", RIGHT), RIGHT, others);
        Path several = folder.resolve("several.p12");
        try (OutputStream out = Files.newOutputStream(several)) {
            one.store(out, RIGHT);
        }

        KeyStore opened = ServerKeystore.open(several, "right-one");

        assertThat(Collections.list(opened.aliases())).containsExactlyInAnyOrder("one", "other");
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(
                "the key mixed in " + several + " is passed over: its private key is not that of"
                + " its certificate, CN=other");
    }

    @Test
    void a_part_of_a_keystore_is_said_to_be_one() throws Exception {
        made("whole", "+0d");
        byte[] whole = Files.readAllBytes(folder.resolve("whole.p12"));
        Path part = Files.write(folder.resolve("part.p12"), Arrays.copyOf(whole, 1000));
        Path none = Files.createFile(folder.resolve("none.p12"));

        for (Path file : List.of(part, none)) {
            assertThat(catchThrowableOfType(IOException.class,
                    () -> ServerKeystore.open(file, "right-one"))).hasMessage(
                            "the keystore " + file + " is no PKCS#12 file, or not a whole one");
        }
    }

    @Test
    void a_certificate_of_another_time_is_told() throws Exception {
        made("past", "-20d");
        made("now", "-1d");
        made("future", "+5d");

        ServerKeystore.open(folder.resolve("past.p12"), "right-one");
        ServerKeystore.open(folder.resolve("now.p12"), "right-one");
        ServerKeystore.open(folder.resolve("future.p12"), "right-one");

        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).satisfiesExactly(
                past -> assertThat(past).contains("past.p12 has expired at 20"),
                future -> assertThat(future).contains("future.p12 is not valid before 20"));
    }

    /** A keystore that the JDK's own tool makes, for ten days. */
    private KeyStore made(String name, String begins) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass",
                "right-one", "-alias", name, "-keyalg", "RSA", "-dname", "CN=" + name,
                "-startdate", begins, "-validity", "10").redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool").toFile()).start();
        assertThat(keytool.waitFor()).as(Files.readString(folder.resolve("keytool"))).isZero();
        return KeyStore.getInstance(file.toFile(), RIGHT);
    }

    @Test
    void a_password_file_that_cannot_be_read_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "secret\n");
        Path none = folder.resolve("none");

        assertThat(PasswordFile.read(file)).isEqualTo("secret");
        assertThat(catchThrowableOfType(IOException.class, () -> PasswordFile.read(none)))
                .hasMessageContaining("the password file " + none + " cannot be read");
    }

    private static void refused(Path file, String why) {
        assertThat(catchThrowableOfType(IOException.class,
                () -> ServerKeystore.open(file, "right-one")))
                .hasMessageContaining(file.toString()).hasMessageContaining(why);
    }
}
