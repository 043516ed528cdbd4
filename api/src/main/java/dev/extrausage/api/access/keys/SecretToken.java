package dev.extrausage.api.access.keys;

import dev.extrausage.core.BadInput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A secret that proves an identity: {@code <sort>_<id>_<secret><checksum>}. The id (71 bits) is its
 * public name, the secret has 178 bits, the checksum is the CRC-32 of all before it, so a token
 * that was cut, mistyped or never ours is known without a look-up. All three are base62.
 *
 * <p>{@link #toString} shows the public part alone: a token in a message or a log betrays nothing.
 */
public final class SecretToken {
    private static final String BASE62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;

    private final Sort sort;
    private final String id;
    private final String secret;

    /** The uses of a token; each is good for its own use alone. */
    public enum Sort {
        /** An API key, sent as a bearer. */
        KEY("eul", "key"),
        /** A browser's session, sent as a cookie. */
        SESSION("euls", "session"),
        /** The code of a link that opens one session. */
        CODE("eulc", "link"),
        /** A portal session's, sent as a bearer by the page of a host product. */
        PORTAL("eulp", "portal token");

        private static final Sort[] ALL = values();

        private final String start;
        private final String noun;

        Sort(String prefix, String noun) {
            start = prefix + "_";
            this.noun = noun;
        }

        /** The sort that a text begins as; null for none. */
        private static Sort of(String text) {
            for (Sort sort : ALL) {
                if (text.startsWith(sort.start)) {
                    return sort;
                }
            }
            return null;
        }

        /** Its name in a sentence. */
        public String noun() {
            return noun;
        }
    }

    private SecretToken(Sort sort, String id, String secret) {
        this.sort = sort;
        this.id = id;
        this.secret = secret;
    }

    /** A new token with a new id. */
    public static SecretToken draw(Sort sort, SecureRandom random) {
        return ofId(sort, draw(ID_LENGTH, random), random);
    }

    /** A new token for something that has an id. */
    static SecretToken ofId(Sort sort, String id, SecureRandom random) {
        return new SecretToken(sort, id, draw(SECRET_LENGTH, random));
    }

    private static String draw(int length, SecureRandom random) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return text.toString();
    }

    /** True for what begins as a token of ours does; what does not is somebody else's. */
    public static boolean isLikeOne(String text) {
        return Sort.of(text) != null;
    }

    /** True for what begins as a token of that sort does. */
    public static boolean isLike(Sort sort, String text) {
        return text.startsWith(sort.start);
    }

    /** The id in what begins as an API key does; empty in anything else. */
    public static String idOfKey(String text) {
        int from = Sort.KEY.start.length();
        return isLike(Sort.KEY, text) && text.length() >= from + ID_LENGTH
                ? text.substring(from, from + ID_LENGTH) : "";
    }

    /** True for what may be a token's id. */
    public static boolean isId(String text) {
        return text.length() == ID_LENGTH && isBase62(text, 0, ID_LENGTH);
    }

    /**
     * Reads a token of that sort.
     *
     * @throws BadInput it is none; the message does not repeat it
     */
    public static SecretToken parse(Sort wanted, String text) {
        Sort found = Sort.of(text);
        int id = found == null ? 0 : found.start.length();
        int secret = id + ID_LENGTH + 1;
        int checksum = secret + SECRET_LENGTH;
        if (found == null || text.length() != checksum + CHECKSUM_LENGTH
                || !isBase62(text, id, secret - 1) || text.charAt(secret - 1) != '_'
                || !isBase62(text, secret, text.length())) {
            throw new BadInput("the " + wanted.noun + " is not one: must be " + wanted.start
                    + ", " + ID_LENGTH + " characters, _ and "
                    + (SECRET_LENGTH + CHECKSUM_LENGTH) + " characters of 0-9, A-Z, a-z");
        }
        if (!text.endsWith(checksum(text.substring(0, checksum)))) {
            throw new BadInput("the " + wanted.noun + " is not as it was given out: its checksum"
                    + " is wrong, so it was cut or mistyped");
        }
        if (found != wanted) {
            throw new BadInput("a " + found.noun + " is not good for this: must be a "
                    + wanted.noun);
        }
        return new SecretToken(found, text.substring(id, secret - 1),
                text.substring(secret, checksum));
    }

    private static boolean isBase62(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    /** The CRC-32 in base62, padded with zeros: 62^6 is more than 2^32. */
    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(digits);
    }

    /** Its use. */
    public Sort sort() {
        return sort;
    }

    /** Its public name. */
    public String id() {
        return id;
    }

    /** The whole, for the one who is to have it: to be shown once, and never to be logged. */
    public String text() {
        String all = sort.start + id + "_" + secret;
        return all + checksum(all);
    }

    /** The SHA-256 of the secret, as hexadecimal digits: all that is kept of it. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** True if {@code sha256} is that of this secret; takes as long wherever they differ. */
    boolean matches(String sha256) {
        return sha256 != null && MessageDigest.isEqual(
                sha256().getBytes(StandardCharsets.US_ASCII),
                sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /** The public part alone. */
    @Override
    public String toString() {
        return sort.start + id + "_…";
    }
}
