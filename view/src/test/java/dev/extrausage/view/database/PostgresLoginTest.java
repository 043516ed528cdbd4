package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins before a server that asks for a certificate or a password, and then ends. */
@Timeout(120)
class PostgresLoginTest {
    private static final char[] PASSWORD = "right-one".toCharArray();
    private static final int REQUEST_FOR_TLS_BYTES = 8;

    @TempDir private Path folder;

    @Test
    void a_clients_key_is_opened_by_its_password() throws Exception {
        assertThat(shownBy(new PostgresLogin("view", null, () -> "right-one")).join())
                .isEqualTo("CN=view");
    }

    @Test
    void a_clients_key_is_not_opened_by_another_password() throws Exception {
        CompletableFuture<String> shown =
                shownBy(new PostgresLogin("view", () -> "right-one", () -> "another"));

        assertThatThrownBy(shown::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void each_connection_logs_in_with_the_password_of_its_time() throws Exception {
        AtomicReference<String> now = new AtomicReference<>("the-old-one");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PostgresDatabase database = new PostgresDatabase("jdbc:postgresql://127.0.0.1:"
                        + server.getLocalPort() + "/ledger?sslmode=disable&gssEncMode=disable",
                        new PostgresLogin("view", now::get, null), Schema.VERSION, 1)) {
            assertThat(sentBy(database, server)).isEqualTo("the-old-one");
            now.set("the-new-one");
            assertThat(sentBy(database, server)).isEqualTo("the-new-one");
        }
    }

    @Test
    void a_password_that_cannot_be_read_is_named_to_who_asks() throws Exception {
        try (PostgresDatabase database = new PostgresDatabase("jdbc:postgresql://127.0.0.1:1/l",
                new PostgresLogin("view", () -> {
                    throw new IOException("the password file f cannot be read");
                }, null), Schema.VERSION, 1)) {
            assertThatThrownBy(database::partitions).isInstanceOf(SQLException.class)
                    .hasMessage("the password file f cannot be read");
        }
    }

    private static String sentBy(PostgresDatabase database, ServerSocket server) {
        CompletableFuture<String> sent = CompletableFuture.supplyAsync(() -> asked(server));
        assertThatThrownBy(database::partitions).isInstanceOf(SQLException.class);
        return sent.join();
    }

    /** Asks the next client for its password in clear text, as PostgreSQL does. */
    private static String asked(ServerSocket server) {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.skipNBytes(in.readInt() - Integer.BYTES);
            new DataOutputStream(client.getOutputStream()).write(
                    new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
            in.readByte();
            byte[] password = in.readNBytes(in.readInt() - Integer.BYTES);
            return new String(password, 0, password.length - 1, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name in the certificate that the client shows. */
    private CompletableFuture<String> shownBy(PostgresLogin login) throws Exception {
        Path key = made();
        SSLContext tls = tls(KeyStore.getInstance(key.toFile(), PASSWORD));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PostgresDatabase database = new PostgresDatabase("jdbc:postgresql://127.0.0.1:"
                        + server.getLocalPort() + "/ledger?sslmode=require&gssEncMode=disable"
                        + "&sslkey=" + key, login, Schema.VERSION, 1)) {
            CompletableFuture<String> shown =
                    CompletableFuture.supplyAsync(() -> answer(server, tls));
            assertThatThrownBy(database::partitions).isInstanceOf(SQLException.class);
            return shown;
        }
    }

    private static String answer(ServerSocket server, SSLContext tls) {
        try (Socket plain = server.accept()) {
            plain.getInputStream().readNBytes(REQUEST_FOR_TLS_BYTES);
            plain.getOutputStream().write('S');
            try (SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                    .createSocket(plain, null, false)) {
                socket.setUseClientMode(false);
                socket.setNeedClientAuth(true);
                socket.startHandshake();
                return socket.getSession().getPeerPrincipal().getName();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext tls(KeyStore store) throws Exception {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }

    /** A keystore that the JDK's own tool makes, with the alias that the driver looks for. */
    private Path made() throws Exception {
        Path file = folder.resolve("view.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass",
                "right-one", "-alias", "user", "-keyalg", "EC", "-dname", "CN=view")
                .redirectErrorStream(true).redirectOutput(folder.resolve("keytool").toFile())
                .start();
        assertThat(keytool.waitFor()).as(Files.readString(folder.resolve("keytool"))).isZero();
        return file;
    }
}
