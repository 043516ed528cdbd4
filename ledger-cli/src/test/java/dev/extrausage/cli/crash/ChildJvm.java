package dev.extrausage.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process, to be killed and halted. It ends with the test in every case: closed by it,
 * by a shutdown hook, or by itself when its standard input ends ({@link EndsWithTheTest}).
 */
final class ChildJvm implements AutoCloseable {
    private static final Duration ORDERLY_STOP = Duration.ofSeconds(60);
    private static final int LOG_TAIL = 6_000;

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread hook = new Thread(this::kill);

    private ChildJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts {@code main} with {@code args}.
     *
     * @param folder where it keeps its temporary files, and what it says in {@code name.log}
     * @param environment variables beside our own
     */
    static ChildJvm start(String name, Path folder, Map<String, String> environment, String main,
            String... args) {
        return start(name, folder, System.getProperty("java.class.path"), environment, main, args);
    }

    /** As the other, from another class path. */
    static ChildJvm start(String name, Path folder, String classPath,
            Map<String, String> environment, String main, String... args) {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m",
                // Quick to start: a child lives for seconds.
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                // A killed process leaves its unpacked native libraries behind.
                "-Djava.io.tmpdir=" + folder,
                "-Dlogback.configurationFile=dev/extrausage/cli/crash/logback.xml",
                "-cp", classPath,
                EndsWithTheTest.class.getName(), main));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it with SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end with SIGTERM, and returns its exit status. */
    int stop() {
        process.toHandle().destroy(); // the process's own method would end its input, too
        if (!endsWithin(ORDERLY_STOP)) {
            throw new AssertionError(this + " does not stop");
        }
        return process.exitValue();
    }

    /** Waits for its end, at most so long; whether it has ended. */
    boolean endsWithin(Duration longest) {
        return hasEnded(process, longest);
    }

    /**
     * Halts it with SIGSTOP for so long, then lets it go on. A shell does both, so that it goes on
     * also when this process dies meanwhile.
     */
    void haltFor(Duration time) {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c",
                    "kill -STOP $1 && sleep $2; kill -CONT $1", "halt",
                    Long.toString(process.pid()), Long.toString(time.toSeconds())).start();
            if (!hasEnded(shell, time.plusSeconds(60)) || shell.exitValue() != 0) {
                throw new AssertionError(this + " could not be halted");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasEnded(Process process, Duration longest) {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The last of what it said. */
    String tail() {
        return name + ":\n" + tail(log);
    }

    /** The end of a file, for people. */
    static String tail(Path file) {
        try {
            String all = Files.readString(file);
            return all.substring(Math.max(0, all.length() - LOG_TAIL));
        } catch (IOException e) {
            return file + " cannot be read: " + e;
        }
    }

    @Override public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook runs already
        }
    }

    @Override public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
