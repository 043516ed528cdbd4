package dev.extrausage.api.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PKCS#12 file with the server's key and certificate; each thing wrong with it is told. */
final class ServerKeystore {
    private static final Logger LOG = LoggerFactory.getLogger(ServerKeystore.class);

    /** Signatures by keys of an algorithm, to see whose a key is. */
    private static final Map<String, String> SIGNATURES = Map.of(
            "RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    private static final byte[] SIGNED = {1};

    private ServerKeystore() {}

    /**
     * Opens a keystore, and leaves out, with a warning, keys that no handshake succeeds with.
     *
     * @throws IOException it cannot be used, or none of its keys can; the message is a clause
     */
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
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? new IOException("the password of the keystore " + file + " is another", e)
                    : new IOException("the keystore " + file + " is no PKCS#12 file, or not a whole"
                            + " one", e);
        }
    }

    private static void check(Path file, KeyStore store, String password)
            throws GeneralSecurityException {
        Map<String, String> faults = new TreeMap<>();
        boolean isUsable = false;
        for (String alias : Collections.list(store.aliases())) {
            // A key can have a password of its own, which nobody is asked for.
            if (store.isKeyEntry(alias)
                    && store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                String fault = fault(key, store.getCertificate(alias));
                if (fault == null) {
                    isUsable = true;
                    warnOfTime(file, (X509Certificate) store.getCertificate(alias));
                } else {
                    faults.put(alias, fault);
                }
            }
        }
        if (!isUsable) {
            throw new GeneralSecurityException(faults.isEmpty() ? "it has no private key"
                    : faults.values().iterator().next());
        }
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            store.deleteEntry(fault.getKey()); // or a handshake could choose it, and fail
            LOG.warn("the key {} in {} is passed over: {}",
                    fault.getKey(), file, fault.getValue());
        }
    }

    /** Why no handshake can succeed with a key; null: one can. */
    private static String fault(PrivateKey key, Certificate certificate)
            throws GeneralSecurityException {
        if (!(certificate instanceof X509Certificate x509)) {
            return "its private key has no certificate";
        }
        return belongTogether(key, x509) ? null
                : "its private key is not that of its certificate, "
                        + x509.getSubjectX500Principal();
    }

    /** A wrong time may be the clock's. */
    private static void warnOfTime(Path file, X509Certificate x509) {
        Date now = new Date();
        if (x509.getNotAfter().before(now)) {
            LOG.warn("the certificate in {} has expired at {}: callers that check it refuse it",
                    file, x509.getNotAfter().toInstant());
        } else if (x509.getNotBefore().after(now)) {
            LOG.warn("the certificate in {} is not valid before {}: callers that check it refuse"
                    + " it until then", file, x509.getNotBefore().toInstant());
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            return true; // it cannot be told without parameters
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(SIGNED);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate.getPublicKey());
            signature.update(SIGNED);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false; // the certificate's key is of another algorithm, or length
        }
    }
}
