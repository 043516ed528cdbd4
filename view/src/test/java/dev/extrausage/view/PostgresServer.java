package dev.extrausage.view;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.extrausage.embedded.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * A real PostgreSQL in a folder of its own, where one is installed: else the test is skipped, or,
 * with {@code -Dpostgresql=required}, fails. PostgreSQL refuses to run as root, so root hands it to
 * the user {@code nobody}.
 */
public final class PostgresServer implements AutoCloseable {
    private static final List<Path> HOMES = List.of(Path.of("/usr/lib/postgresql/17/bin"),
            Path.of("/usr/lib/postgresql/16/bin"), Path.of("/usr/lib/postgresql/15/bin"),
            Path.of("/usr/local/bin"), Path.of("/usr/bin"));

    private final Path home;
    private final Path folder;
    private final int port;

    private PostgresServer(Path home, Path folder, int port) {
        this.home = home;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one, or says why not. */
    public static PostgresServer start() throws IOException {
        Path home = HOMES.stream().filter(p -> Files.isExecutable(p.resolve("initdb")))
                .findFirst().orElse(null);
        if (home == null && "required".equals(System.getProperty("postgresql"))) {
            throw new AssertionError("no PostgreSQL is installed in any of " + HOMES);
        }
        assumeTrue(home != null, "no PostgreSQL is installed in any of " + HOMES);
        Path folder = Files.createTempDirectory("view-postgresql",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        PostgresServer server = new PostgresServer(home, folder, FreePorts.next());
        server.run("initdb", "-D", folder + "/data", "-U", "view", "-A", "trust", "-N");
        server.startAgain();
        return server;
    }

    /** Starts it where it was stopped, on the same port. */
    public void startAgain() throws IOException {
        run("pg_ctl", "-D", folder + "/data", "-w", "-l", folder + "/log", "-o", "-p " + port
                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                + " -c max_connections=60 -c fsync=off", "start");
    }

    /** Stops it; connections break. */
    public void stop() throws IOException {
        run("pg_ctl", "-D", folder + "/data", "-m", "fast", "-w", "stop");
    }

    /** Keeps a copy of what it holds; while it is stopped. */
    void keep() throws IOException {
        command("cp", "-a", folder + "/data", folder + "/kept");
    }

    /** Puts the copy back, as a crash that costs the last commits would; while it is stopped. */
    void putBack() throws IOException {
        command("rm", "-r", folder + "/data");
        command("cp", "-a", folder + "/kept", folder + "/data");
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("runuser", "-u", "nobody", "--"));
        }
        command.add(home.resolve(program).toString());
        command.addAll(List.of(arguments));
        command(command.toArray(String[]::new));
    }

    private void command(String... command) throws IOException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(List.of(command) + " failed: " + Files.readString(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The address of a database that is made anew. */
    public String database(String name) throws SQLException {
        execute("drop database if exists " + name + " with (force)");
        execute("create database " + name);
        return url(name);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=view";
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = new Driver().connect(url("postgres"), new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
