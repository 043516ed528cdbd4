package dev.extrausage.api.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PKCS#12 file with the server's key and certificate; each thing wrong with it is told. */
final class ServerKeystore {
    private static final Logger LOG = LoggerFactory.getLogger(ServerKeystore.class);

    private ServerKeystore() {}

    /** Reads a password from its file; an IOException, whose message is a clause, if it cannot. */
    static String password(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (CharacterCodingException e) {
            throw new IOException("the password file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IOException("the password file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Opens a keystore; an IOException, whose message is a clause, if it cannot be used. */
    static KeyStore open(Path file, String password) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("the keystore " + file + " is not there or cannot be read");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            check(file, store, password);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("the keystore " + file + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? new IOException(
                    "the password of the keystore " + file + " is another", e)
                    : new IOException("the keystore " + file + " is no PKCS#12 file: "
                            + e.getMessage(), e);
        }
    }

    private static void check(Path file, KeyStore store, String password)
            throws GeneralSecurityException {
        boolean hasKey = false;
        for (String alias : Collections.list(store.aliases())) {
            // A key can have a password of its own, which nobody is asked for.
            hasKey |= store.isKeyEntry(alias)
                    && store.getKey(alias, password.toCharArray()) != null;
            if (store.isKeyEntry(alias)
                    && store.getCertificate(alias) instanceof X509Certificate certificate
                    && certificate.getNotAfter().before(new Date())) {
                LOG.warn("the certificate in {} has expired at {}: callers that check it refuse it",
                        file, certificate.getNotAfter().toInstant());
            }
        }
        if (!hasKey) {
            throw new GeneralSecurityException("it has no private key");
        }
    }
}
