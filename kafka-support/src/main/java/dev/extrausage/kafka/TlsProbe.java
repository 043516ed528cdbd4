package dev.extrausage.kafka;

import java.io.IOException;
import java.net.Socket;

/**
 * Tells a broker that speaks TLS alone from one that does not. A client without TLS takes the alert
 * that such a broker answers with for the length of a message, and ends for want of memory.
 */
final class TlsProbe {
    /** ApiVersions 0, which every listener without TLS answers: its length, 18, 0, id 1, no name. */
    private static final byte[] WHICH_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};
    /** The first byte of a TLS alert; of Kafka's answer, which is short, it is 0. */
    private static final int ALERT = 0x15;

    private TlsProbe() {}

    /** True if a request without TLS is answered by an alert; false where nothing comes in time. */
    static boolean isTls(Socket connected, int millis) {
        try {
            connected.setSoTimeout(millis);
            connected.getOutputStream().write(WHICH_VERSIONS);
            return connected.getInputStream().read() == ALERT;
        } catch (IOException e) {
            return false; // whoever asks in earnest is told what is wrong
        }
    }
}
