package dev.extrausage.stack.doctor;

import dev.extrausage.stream.startup.LedgerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The certificates that the settings of Kafka's clients name, if they name any. */
final class CertificatePart {
    private static final Duration SOON = Duration.ofDays(30);

    private final LedgerSettings settings;

    CertificatePart(LedgerSettings settings) {
        this.settings = settings;
    }

    void examine(List<Diagnosis> findings) {
        for (String store : List.of("keystore", "truststore")) {
            String place = settings.clientSettings().get("ssl." + store + ".location");
            if (place != null) {
                findings.add(finding("ssl." + store + ".location", place,
                        () -> certificates(store, Path.of(place))));
            }
        }
        for (String name : List.of(
                "ssl.keystore.certificate.chain", "ssl.truststore.certificates")) {
            String pem = settings.clientSettings().get(name);
            if (pem != null) {
                findings.add(finding(name, "its PEM", () -> pem(new ByteArrayInputStream(
                        pem.getBytes(StandardCharsets.US_ASCII)))));
            }
        }
    }

    /** Reads certificates. */
    private interface Source {
        Collection<? extends Certificate> read() throws IOException, GeneralSecurityException;
    }

    private static Diagnosis finding(String setting, String place, Source source) {
        String subject = "certificates in " + setting;
        try {
            Instant first = source.read().stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(c -> ((X509Certificate) c).getNotAfter().toInstant())
                    .min(Instant::compareTo).orElse(null);
            if (first == null) {
                return Diagnosis.wrong(subject, place + " has none: name a file that has");
            }
            Instant now = Instant.now();
            return first.isAfter(now.plus(SOON))
                    ? Diagnosis.well(subject, place + ", the first ends at " + first)
                    : Diagnosis.wrong(subject, place + ": the first "
                            + (first.isAfter(now) ? "ends at " : "has ended at ") + first
                            + ". Make a new one, and restart the processes that use it");
        } catch (IOException | GeneralSecurityException e) {
            return Diagnosis.wrong(subject, place + " cannot be read: " + e.getMessage()
                    + ". Its name, type and password must be right");
        }
    }

    private Collection<? extends Certificate> certificates(String store, Path place)
            throws IOException, GeneralSecurityException {
        String type = settings.clientSettings().getOrDefault("ssl." + store + ".type", "JKS");
        try (InputStream in = Files.newInputStream(place)) {
            if (type.equals("PEM")) {
                return pem(in);
            }
            String password = settings.clientSettings().get("ssl." + store + ".password");
            KeyStore keys = KeyStore.getInstance(type);
            keys.load(in, password == null ? null : password.toCharArray());
            List<Certificate> all = new ArrayList<>();
            for (String alias : Collections.list(keys.aliases())) {
                all.add(keys.getCertificate(alias));
            }
            return all;
        }
    }

    private static Collection<? extends Certificate> pem(InputStream in)
            throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
}
