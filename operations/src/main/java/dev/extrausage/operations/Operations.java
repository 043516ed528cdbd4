package dev.extrausage.operations;

import dev.extrausage.process.StartRefused;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readiness and the figures of a process, with the port where they are asked for. There is one
 * of it in a process, opened before its parts, so that a start that takes long can be watched too.
 */
public final class Operations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Readiness readiness = new Readiness();
    private final Meters meters = new Meters();
    private final Optional<OperationsServer> server;

    private Operations(Optional<OperationsAddress> address) {
        meters.bindProcess();
        meters.gauge("extra_usage_ready", "1 while the process is ready, as /readyz says",
                () -> readiness.isReady() ? 1 : 0);
        server = address.map(place -> listen(place, readiness, meters));
    }

    /**
     * Opens it.
     *
     * @param address where it listens; empty: nowhere
     * @throws StartRefused the address is taken, or not this machine's
     */
    public static Operations open(Optional<OperationsAddress> address) {
        return new Operations(address);
    }

    private static OperationsServer listen(
            OperationsAddress place, Readiness readiness, Meters meters) {
        try {
            OperationsServer server = OperationsServer.start(place, readiness, meters);
            LOG.info("operations are told at {}", server.url());
            return server;
        } catch (IOException e) {
            throw new StartRefused("the operations port " + place.port() + " on " + place.host()
                    + " is taken, or not allowed (" + e.getMessage() + "): stop what listens"
                    + " there, or choose another", e);
        }
    }

    /** The parts that must be ready. */
    public Readiness readiness() {
        return readiness;
    }

    /** The figures. */
    public Meters meters() {
        return meters;
    }

    /** The address it listens on, without a slash at its end; empty where there is none. */
    public Optional<String> url() {
        return server.map(OperationsServer::url);
    }

    /** Says no more. */
    @Override
    public void close() {
        readiness.stop();
        server.ifPresent(OperationsServer::close);
        meters.close();
    }
}
