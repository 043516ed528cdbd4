package dev.extrausage.journal.proof.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The state of a whole journal at one time.
 *
 * @param madeAt when, as an ISO-8601 time; for people
 * @param topic the journal's topic
 * @param partitions each partition of it, in order
 */
public record Checkpoint(String madeAt, String topic, List<PartitionState> partitions) {
    private static final String FIRST_LINE = "extra-usage-ledger checkpoint 1";

    /** Copies the list. */
    public Checkpoint {
        partitions = List.copyOf(partitions);
    }

    /** The partitions by their numbers. */
    public Map<Integer, PartitionState> byPartition() {
        return partitions.stream().collect(Collectors.toMap(
                PartitionState::partition, p -> p, (a, b) -> b, TreeMap::new));
    }

    /**
     * The signed text: lines, each with a line feed. The first names the form; then the
     * time, the topic, and for each partition its number, offset, count of accounts and root in
     * hexadecimal.
     */
    String signedText() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n')
                .append(madeAt).append('\n').append(topic).append('\n');
        for (PartitionState p : partitions) {
            text.append(p.partition()).append(' ').append(p.offset()).append(' ')
                    .append(p.accounts()).append(' ')
                    .append(HexFormat.of().formatHex(p.root())).append('\n');
        }
        return text.toString();
    }

    byte[] sign(PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signedText().getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new BadCheckpoint("the key cannot sign: " + e.getMessage(), e);
        }
    }

    boolean isSigned(byte[] by, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(signedText().getBytes(StandardCharsets.UTF_8));
            return signature.verify(by);
        } catch (GeneralSecurityException e) {
            return false; // Not even the form of a signature.
        }
    }
}
