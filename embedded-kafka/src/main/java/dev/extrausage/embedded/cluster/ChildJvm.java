package dev.extrausage.embedded.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process, to be killed, halted or spoken with. It ends with this one in every case:
 * closed by it, by a shutdown hook, or by itself when its standard input ends ({@link
 * EndsWithItsParent}).
 */
public final class ChildJvm implements AutoCloseable {
    private static final String ENDS_WITH_US =
            "dev.extrausage.embedded.cluster.EndsWithItsParent";
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
     * Starts a main class with this process's class path, unless the flags name another.
     *
     * @param name of it, for people
     * @param folder where it keeps its temporary files, and what it says in {@code name.log}
     * @param flags of its JVM
     * @param environment variables beside our own
     * @param main the class's whole name
     * @param arguments of its main method
     */
    public static ChildJvm start(String name, Path folder, List<String> flags,
            Map<String, String> environment, String main, String... arguments) {
        return start(name, folder, null, flags, environment, main, arguments);
    }

    /** The same, at a host of a {@link VirtualNetwork}; null: in this process's network. */
    public static ChildJvm start(String name, Path folder, VirtualHost host, List<String> flags,
            Map<String, String> environment, String main, String... arguments) {
        List<String> command = new ArrayList<>(host == null ? List.of() : VirtualHost.LAUNCHER);
        command.addAll(java(folder, flags));
        command.addAll(List.of(ENDS_WITH_US, main));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            ChildJvm child = new ChildJvm(name, log, builder.start());
            if (host != null) {
                child.plugInto(host);
            }
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a main class that is spoken with, by {@link #input} and {@link #output}; only its
     * standard error goes to its log. It must end by itself when its input does.
     */
    public static ChildJvm startConversing(
            String name, Path folder, List<String> flags, String main, String... arguments) {
        List<String> command = java(folder, flags);
        command.add(main);
        command.addAll(List.of(arguments));
        Path log = folder.resolve(name + ".log");
        try {
            return new ChildJvm(name, log, new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(log.toFile())).start());
        } catch (IOException e) {
            throw new UncheckedIOException("the process " + name + " did not start", e);
        }
    }

    private static List<String> java(Path folder, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A killed process leaves its unpacked native libraries behind.
        command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-cp",
                System.getProperty("java.class.path")));
        command.addAll(flags);
        return command;
    }

    /** It waits for a line before it becomes a JVM, so that it finds its network there. */
    private void plugInto(VirtualHost host) throws IOException {
        try {
            host.plugIn(process.pid());
            process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Its standard input, if it was started to be spoken with. */
    public Writer input() {
        return process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Its standard output, if it was started to be spoken with. */
    public BufferedReader output() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** Its number in the operating system. */
    public long pid() {
        return process.pid();
    }

    /** The processor time it has taken since it started, user and system. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Tells whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it with SIGKILL, halted or not, and returns when it has ended. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end with SIGTERM, and returns its exit status. */
    public int stop() {
        process.toHandle().destroy(); // the process's own method would end its input, too
        if (!endsWithin(ORDERLY_STOP)) {
            throw new IllegalStateException(this + " does not stop");
        }
        return process.exitValue();
    }

    /** Waits for its end, at most so long, and tells whether it has ended. */
    public boolean endsWithin(Duration longest) {
        return hasEnded(process, longest);
    }

    /**
     * Halts it with SIGSTOP for so long, then lets it go on. A shell does both, so that it goes on
     * also when this process dies meanwhile, and ends itself.
     */
    public void haltFor(Duration time) {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c",
                    "kill -STOP $1 && sleep $2; kill -CONT $1", "halt",
                    Long.toString(process.pid()), Long.toString(time.toSeconds())).start();
            if (!hasEnded(shell, time.plusSeconds(60)) || shell.exitValue() != 0) {
                throw new IllegalStateException(this + " could not be halted");
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
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The last of what it said. */
    public String tail() {
        return name + ":\n" + tail(log);
    }

    /** The end of a file, for people. */
    public static String tail(Path file) {
        try {
            String all = Files.readString(file);
            return all.substring(Math.max(0, all.length() - LOG_TAIL));
        } catch (IOException e) {
            return file + " cannot be read: " + e;
        }
    }

    /** Ends it with SIGKILL, if it lives. */
    @Override public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook runs already
        }
    }

    @Override public String toString() {
        return name + " (process " + pid() + ")";
    }
}
