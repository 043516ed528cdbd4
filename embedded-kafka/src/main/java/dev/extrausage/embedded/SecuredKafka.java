package dev.extrausage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * An embedded broker that lets in nobody whom it does not know: TLS on every connection, the
 * controller's included, passwords by SCRAM-SHA-512 on one port and certificates on another, and
 * Kafka's own authorizer, which denies what no entry allows. The broker itself and {@link #ADMIN}
 * may do everything.
 *
 * <p>Certificates and passwords are made on the spot, in a folder of their own. For each client
 * there is a properties file, as Kafka's own tools take it with {@code --command-config}.
 */
public final class SecuredKafka implements AutoCloseable {
    /** The user who may do everything, by a certificate. */
    public static final String ADMIN = "admin";
    private static final int ITERATIONS = 8192;
    private static final long PATIENCE_SECONDS = 30;
    private static final long PAUSE_MILLIS = 20;

    private final EmbeddedKafka kafka;
    private final CertificateAuthority authority;

    private SecuredKafka(EmbeddedKafka kafka, CertificateAuthority authority) {
        this.kafka = kafka;
        this.authority = authority;
    }

    /**
     * Starts one; see {@link EmbeddedKafka#start(Path, int, Map)}.
     *
     * @param port where clients with passwords connect; those with certificates do at a free port
     * @param secrets the folder of certificates and passwords; made if absent
     */
    public static SecuredKafka start(
            Path dataDirectory, int port, Map<String, String> overrides, Path secrets) {
        CertificateAuthority authority = CertificateAuthority.in(secrets);
        return new SecuredKafka(
                EmbeddedKafka.start(dataDirectory, port, overrides, authority), authority);
    }

    /** The address for clients with passwords (SASL_SSL). */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The address for clients with certificates (SSL). */
    public String bootstrapOfCertificates() {
        return ListenerSockets.HOST + ":" + kafka.portOf(ListenerSockets.CERTIFICATES);
    }

    /** The file by which the user who may do everything connects, at the certificates' address. */
    public Path adminFile() {
        return certificateFile(ADMIN);
    }

    /** A file by which {@code name} connects with a certificate, issued if there is none. */
    public Path certificateFile(String name) {
        return written(name + "-certificate.properties", List.of("security.protocol=SSL",
                "ssl.keystore.type=PEM", "ssl.keystore.location=" + authority.issued(name)));
    }

    /** The file by which a user who was let in connects with a password. */
    public Path passwordFile(String user) {
        return written(user + ".properties", List.of(
                // Kafka's own tools want to be told what a reference is.
                "config.providers=dir", "config.providers.dir.class="
                        + "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
                "security.protocol=SASL_SSL",
                "sasl.mechanism=SCRAM-SHA-512",
                "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"" + user + "\" password=\"${dir:" + passwords() + ":" + user
                        + "}\";"));
    }

    private Path written(String name, List<String> settings) {
        List<String> lines = new ArrayList<>(settings);
        lines.add("ssl.truststore.type=PEM");
        lines.add("ssl.truststore.location=" + authority.certificate());
        Path file = authority.folder().resolve(name);
        CertificateAuthority.writePrivate(file, String.join("\n", lines) + "\n");
        return file;
    }

    private Path passwords() {
        return authority.folder().resolve("passwords");
    }

    /**
     * Lets users in with passwords, each in a file of its name; one that has a file keeps its
     * password.
     *
     * @throws KafkaNotStartedException the broker does not take them
     */
    public void letIn(Collection<String> users) {
        try (Admin admin = Admin.create(settings(
                bootstrapOfCertificates(), certificateSettings(ADMIN)))) {
            CertificateAuthority.makePrivate(passwords());
            List<UserScramCredentialAlteration> all = new ArrayList<>();
            for (String user : users) {
                Path file = passwords().resolve(user);
                if (!Files.exists(file)) {
                    CertificateAuthority.writePrivate(file, CertificateAuthority.randomText());
                }
                all.add(new UserScramCredentialUpsertion(user, new ScramCredentialInfo(
                        ScramMechanism.SCRAM_SHA_512, ITERATIONS), Files.readString(file)));
            }
            admin.alterUserScramCredentials(all).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (String user : users) {
                awaitLetIn(user);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw KafkaNotStartedException.because("the broker took no passwords", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaNotStartedException("interrupted while users were let in", e);
        }
    }

    /** The broker learns of it a moment after the controller, and clients do not ask twice. */
    private void awaitLetIn(String user)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String password = Files.readString(passwords().resolve(user));
        while (true) {
            try (Admin client = Admin.create(settings(bootstrapServers(), Map.of(
                    "security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512",
                    "sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule"
                            + " required username=\"" + user + "\" password=\"" + password
                            + "\";")))) {
                client.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof SaslAuthenticationException)
                        || System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private Map<String, String> certificateSettings(String name) {
        return Map.of("security.protocol", "SSL", "ssl.keystore.type", "PEM",
                "ssl.keystore.location", authority.issued(name).toString());
    }

    private Map<String, Object> settings(String bootstrap, Map<String, String> login) {
        Map<String, Object> all = new HashMap<>(login);
        all.put("bootstrap.servers", bootstrap);
        all.put("ssl.truststore.type", "PEM");
        all.put("ssl.truststore.location", authority.certificate().toString());
        return all;
    }

    @Override public void close() {
        kafka.close();
    }
}
