package dev.extrausage.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority of one folder, made on the spot with the JDK's own {@code keytool}: for
 * one machine, and for tests. What it issues is good for 127.0.0.1 and localhost. The folder and
 * its files are readable by their owner alone, and no secret is an argument of a process.
 */
public final class CertificateAuthority {
    private static final String CA = "ca";
    private static final long KEYTOOL_SECONDS = 60;
    private static final int PASSWORD_BYTES = 24;
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    /** As early as the doctor warns of certificates. */
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private final Path folder;
    private final InstantSource clock;

    private CertificateAuthority(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The authority of a folder; made if there is none.
     *
     * @throws KafkaNotStartedException the folder cannot be used, or keytool fails
     */
    public static CertificateAuthority in(Path folder) {
        return in(folder, InstantSource.system());
    }

    /** The same, which sees by {@code clock} whether a certificate ends soon. */
    static CertificateAuthority in(Path folder, InstantSource clock) {
        CertificateAuthority authority =
                new CertificateAuthority(folder.toAbsolutePath().normalize(), clock);
        try {
            makePrivate(authority.folder);
            if (!Files.exists(authority.certificate())) {
                authority.make();
            }
            return authority;
        } catch (IOException e) {
            throw new KafkaNotStartedException("the folder of certificates " + folder
                    + " cannot be used: " + e, e);
        }
    }

    /** The file with its own certificate, in PEM: what clients trust. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /** The folder, where others may keep what is as secret. */
    Path folder() {
        return folder;
    }

    /**
     * The file with a key and its certificate for that name, in PEM; issued if there is none, or
     * it ends within 30 days.
     *
     * @param name letters, digits and hyphens: the certificate's CN
     */
    public synchronized Path issued(String name) {
        if (!name.matches("[a-z][a-z0-9-]*") || name.equals(CA)) {
            throw new IllegalArgumentException(
                    "no certificate can be issued to \"" + name + "\"");
        }
        Path file = folder.resolve(name + ".pem");
        try {
            if (!Files.exists(file) || endsSoon(file)) {
                // A new one each time: what a killed start has left in the store is in no way.
                String alias = name + "-" + UUID.randomUUID();
                keytool(List.of("-alias", alias, "-signer", CA, "-dname", "CN=" + name,
                        "-ext", "SAN=ip:127.0.0.1,dns:localhost", "-validity", "825"));
                writePrivate(file, entry(alias));
            }
            return file;
        } catch (IOException e) {
            throw new KafkaNotStartedException(file + " cannot be written: " + e, e);
        }
    }

    private boolean endsSoon(Path file) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN_CERTIFICATE);
        if (begin < 0) {
            throw new IOException("it holds no certificate");
        }
        try {
            X509Certificate first = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(
                            text.substring(begin).getBytes(StandardCharsets.US_ASCII)));
            return first.getNotAfter().toInstant()
                    .isBefore(clock.instant().plus(RENEWED_BEFORE_END));
        } catch (CertificateException e) {
            throw new IOException("its certificate cannot be read", e);
        }
    }

    private void make() throws IOException {
        writePrivate(password(), randomText());
        Files.deleteIfExists(store());
        keytool(List.of("-alias", CA, "-dname", "CN=Extra Usage Ledger on this machine",
                "-ext", "bc:c", "-validity", "3650"));
        writePrivate(certificate(), pem("CERTIFICATE", encoded(loaded().chain(CA).get(0))));
    }

    private Path password() {
        return folder.resolve("ca-password");
    }

    private Path store() {
        return folder.resolve("ca.p12");
    }

    private void keytool(List<String> what) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12",
                "-keystore", store().toString(), "-storepass:file", password().toString()));
        command.addAll(what);
        Path said = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(said.toFile()).start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new KafkaNotStartedException("keytool made no certificate: "
                        + Files.readString(said).strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new KafkaNotStartedException("interrupted while keytool made a certificate", e);
        }
        Files.delete(said);
        Files.setPosixFilePermissions(store(), PosixFilePermissions.fromString("rw-------"));
    }

    /** The key store of all that was issued. */
    private record Issued(KeyStore store, char[] password) {
        List<Certificate> chain(String name) {
            try {
                return List.of(store.getCertificateChain(name));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        Key key(String name) {
            try {
                return store.getKey(name, password);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Issued loaded() throws IOException {
        char[] password = Files.readString(password()).toCharArray();
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return new Issued(store, password);
        } catch (GeneralSecurityException e) {
            throw new IOException(store() + " cannot be opened", e);
        }
    }

    private String entry(String name) throws IOException {
        Issued issued = loaded();
        StringBuilder text = new StringBuilder(
                pem("PRIVATE KEY", issued.key(name).getEncoded()));
        issued.chain(name).forEach(c -> text.append(pem("CERTIFICATE", encoded(c))));
        return text.toString();
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    /** A text that nobody guesses: 192 random bits. */
    static String randomText() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Writes a file, whole or not at all, that its owner alone may read. */
    static void writePrivate(Path file, String text) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
            Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** Makes a folder, or takes it from others, that its owner alone may enter. */
    static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
