package dev.extrausage.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names that follow from a fact, so that whoever reports the fact again names the same lot, refund
 * or case: a word, and the first 32 hexadecimal digits of a SHA-256.
 */
public final class HashedName {
    private static final int DIGITS = 32;

    private HashedName() {}

    /** The lot that takes usage back where the grant that paid for it cannot (P9). */
    public static String ofReversedUsage(EventId usage, String grantId) {
        return "usage:" + digits(usage + "/" + grantId);
    }

    /** The lot that a refund returns to when it could not be paid back, and its name there (A7). */
    public static String ofFailedRefund(String accountId, String grantId, String refundId) {
        return "refund:" + digits(accountId + "/" + grantId + "/" + refundId);
    }

    /** The processor's key of paying back a payment whose credit was refused (A4). */
    public static String ofRefusedCredit(String accountId, String paymentId) {
        return "refused:" + digits(accountId + "/" + paymentId);
    }

    /**
     * A name on the attention list (A8), in which there is no {@code /}.
     *
     * @param word the kind of the case
     * @param about the subject, complete
     */
    public static String ofCase(String word, String about) {
        return word + ":" + digits(about);
    }

    private static String digits(String about) {
        return HexFormat.of().formatHex(sha256(about)).substring(0, DIGITS);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
