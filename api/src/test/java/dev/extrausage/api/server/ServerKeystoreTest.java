package dev.extrausage.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeystoreTest {
    @TempDir private Path folder;

    @Test
    void a_keystore_that_cannot_be_used_is_named_with_the_reason() throws Exception {
        Path empty = folder.resolve("empty.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(empty)) {
            store.store(out, "right".toCharArray());
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
            store.store(out, "right".toCharArray());
        }

        refused(file, "cannot be used");
    }

    @Test
    void a_password_file_that_cannot_be_read_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "secret\n");
        Path none = folder.resolve("none");

        assertThat(ServerKeystore.password(file)).isEqualTo("secret");
        assertThat(catchThrowableOfType(IOException.class, () -> ServerKeystore.password(none)))
                .hasMessageContaining("the password file " + none + " cannot be read");
    }

    private static void refused(Path file, String why) {
        assertThat(catchThrowableOfType(IOException.class,
                () -> ServerKeystore.open(file, "right")))
                .hasMessageContaining(file.toString()).hasMessageContaining(why);
    }
}
