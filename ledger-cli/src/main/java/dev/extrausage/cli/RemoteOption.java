package dev.extrausage.cli;

import dev.extrausage.cli.remote.RemoteLedger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A ledger to ask over HTTP, in place of its Kafka. */
final class RemoteOption {
    @ArgGroup(exclusive = false)
    private Address address;

    /** Both or neither. */
    static final class Address {
        @Option(names = "--url", paramLabel = "URL", required = true,
                description = "Ask the ledger's HTTP API there, in place of its Kafka.")
        private URI url;

        @Option(names = "--key-file", paramLabel = "FILE", required = true,
                description = "With --url: a file with the API key, such as operator.key in the"
                        + " data directory of `ledger up`.")
        private Path keyFile;
    }

    /** The ledger there; empty where none is named. */
    Optional<RemoteLedger> ledger() {
        return Optional.ofNullable(address).map(a -> new RemoteLedger(a.url, a.keyFile));
    }
}
