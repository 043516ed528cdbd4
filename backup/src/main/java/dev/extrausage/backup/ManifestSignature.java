package dev.extrausage.backup;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** The Ed25519 signature over a manifest's bytes, which vouch for every file by its SHA-256. */
final class ManifestSignature {
    private static final String ALGORITHM = "Ed25519";

    private ManifestSignature() {}

    static byte[] sign(byte[] manifest, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new BackupProblem("the key cannot sign: " + e.getMessage(), e);
        }
    }

    /** Tells it with the key that signs: Ed25519 signs the same bytes the same way each time. */
    static boolean isSigned(byte[] manifest, byte[] by, PrivateKey key) {
        return MessageDigest.isEqual(sign(manifest, key), by);
    }

    static boolean isSigned(byte[] manifest, byte[] by, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(manifest);
            return signature.verify(by);
        } catch (GeneralSecurityException e) {
            return false; // Not even the form of a signature.
        }
    }
}
