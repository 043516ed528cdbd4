package dev.extrausage.client;

import org.apache.kafka.common.utils.Utils;

/** Checks where a service says that Kafka is. */
public final class BootstrapServers {
    private BootstrapServers() { }

    /**
     * Returns the addresses, which are well-formed.
     *
     * @param addresses one or several with commas between
     * @throws IllegalArgumentException one of them is not {@code HOST:PORT}
     */
    public static String checked(String addresses) {
        for (String address : addresses.split(",")) {
            if (Utils.getHost(address.strip()) == null || Utils.getPort(address.strip()) == null) {
                throw new IllegalArgumentException(
                        "bootstrap servers are \"" + addresses + "\": each must be HOST:PORT");
            }
        }
        return addresses;
    }
}
