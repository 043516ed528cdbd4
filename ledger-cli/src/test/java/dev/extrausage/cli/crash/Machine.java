package dev.extrausage.cli.crash;

import dev.extrausage.embedded.cluster.ChildJvm;
import dev.extrausage.embedded.cluster.VirtualHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One process of a deployment, at a host of its own where there is a network to cut. */
final class Machine implements AutoCloseable {
    final String name;
    private final Path readyFile;
    private final VirtualHost host;
    private final Supplier<ChildJvm> start;
    private ChildJvm child;

    /**
     * One that does not run yet.
     *
     * @param readyFile is there while it is ready
     * @param host null where it cannot be cut off
     */
    Machine(String name, Path readyFile, VirtualHost host, Supplier<ChildJvm> start) {
        this.name = name;
        this.readyFile = readyFile;
        this.host = host;
        this.start = start;
    }

    // Synchronized, or what is struck would be started by tend() as well.

    synchronized void start() {
        child = start.get();
    }

    synchronized void kill() {
        child.close();
        try {
            Files.deleteIfExists(readyFile); // it says nothing about the next
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Waits until it does its work, or says that it is a healthy spare. */
    void awaitReady() {
        Await.untilNothing(name + " is not ready",
                () -> Files.exists(readyFile) ? "" : tail());
    }

    /** An orderly end, and the next start. */
    synchronized void roll() {
        child.stop();
        child.close();
        start();
    }

    void haltFor(Duration time) {
        child().haltFor(time);
    }

    /** Nothing reaches it and it reaches nobody for so long. */
    void cutFor(Duration time) {
        host.cut();
        LockSupport.parkNanos(time.toNanos());
        host.mend();
    }

    /** Starts it again if it has ended by itself, and tells whether it had. */
    synchronized boolean tend() {
        if (child.isAlive()) {
            return false;
        }
        kill();
        return true;
    }

    private synchronized ChildJvm child() {
        return child;
    }

    String tail() {
        return child().tail();
    }

    @Override public synchronized void close() {
        if (child != null) {
            child.close();
        }
    }
}
