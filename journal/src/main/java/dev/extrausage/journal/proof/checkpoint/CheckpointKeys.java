package dev.extrausage.journal.proof.checkpoint;

import dev.extrausage.kafka.access.FileError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys in PEM files, as OpenSSL writes and reads them: PKCS#8 and X.509. */
public final class CheckpointKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private CheckpointKeys() {}

    /**
     * Makes a pair: the private key in {@code file}, which only its owner may read, and the public
     * one in {@code file.pub}.
     *
     * @throws BadCheckpoint if one of them is there already, or cannot be written
     */
    public static Path generate(Path file) {
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        try {
            if (Files.exists(file)) { // before the public half is made, which would be of no use
                throw new FileAlreadyExistsException(file.toString());
            }
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            create(publicFile, pem(PUBLIC, pair.getPublic().getEncoded()), "rw-r--r--");
            create(file, pem(PRIVATE, pair.getPrivate().getEncoded()), "rw-------");
            return publicFile;
        } catch (FileAlreadyExistsException e) {
            throw new BadCheckpoint(e.getFile() + " is there already: no key is overwritten", e);
        } catch (IOException e) {
            throw new BadCheckpoint("no key could be written: " + FileError.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new BadCheckpoint("no key could be made: " + e.getMessage(), e);
        }
    }

    /** Reads a private key; throws {@link BadCheckpoint} if the file holds none. */
    public static PrivateKey privateKey(Path file) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(read(file, PRIVATE)));
        } catch (GeneralSecurityException e) {
            throw new BadCheckpoint(file + " holds no Ed25519 private key", e);
        }
    }

    /** Reads a public key; throws {@link BadCheckpoint} if the file holds none. */
    public static PublicKey publicKey(Path file) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(read(file, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new BadCheckpoint(file + " holds no Ed25519 public key", e);
        }
    }

    private static void create(Path file, String text, String permissions) throws IOException {
        Files.writeString(file, "", StandardOpenOption.CREATE_NEW);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
        Files.writeString(file, text);
    }

    private static String pem(String what, byte[] key) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END " + what + "-----\n";
    }

    private static byte[] read(Path file, String what) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            int from = text.indexOf("-----BEGIN " + what + "-----");
            int to = text.indexOf("-----END " + what + "-----");
            if (from < 0 || to < from) {
                throw new BadCheckpoint(file + " is not a PEM file with a " + what);
            }
            return Base64.getMimeDecoder().decode(
                    text.substring(text.indexOf('\n', from), to).strip());
        } catch (NoSuchFileException e) {
            throw new BadCheckpoint("there is no file " + file, e);
        } catch (IOException e) {
            throw new BadCheckpoint(
                    file + " cannot be read as a key: " + FileError.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new BadCheckpoint(file + " cannot be read as a key: " + e.getMessage(), e);
        }
    }
}
