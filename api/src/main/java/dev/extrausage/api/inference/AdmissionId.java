package dev.extrausage.api.inference;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The name of an admission, which cannot be guessed.
 *
 * @param high its place in the book, and 32 random bits
 * @param low 64 random bits
 */
record AdmissionId(long high, long low) {
    private static final int BYTES = 2 * Long.BYTES;
    private static final String PREFIX = "adm_";

    /** A new one for that place. */
    static AdmissionId of(int place, SecureRandom random) {
        ByteBuffer bits = ByteBuffer.allocate(BYTES);
        random.nextBytes(bits.array());
        bits.putInt(0, place);
        return new AdmissionId(bits.getLong(), bits.getLong());
    }

    /** The one that has that text, letter for letter; empty where none has. */
    static Optional<AdmissionId> parse(String text) {
        byte[] bytes = new byte[0];
        try {
            bytes = Base64.getUrlDecoder().decode(
                    text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
        } catch (IllegalArgumentException e) {
            // no id of ours, as one of another length
        }
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer bits = ByteBuffer.wrap(bytes);
        AdmissionId id = new AdmissionId(bits.getLong(), bits.getLong());
        return id.text().equals(text) ? Optional.of(id) : Optional.empty();
    }

    /** Its place; of one that was not given out, any number. */
    int place() {
        return (int) (high >>> Integer.SIZE);
    }

    /** The text that callers know. */
    String text() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array());
    }
}
