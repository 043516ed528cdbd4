package dev.extrausage.core;

/**
 * The names of top-ups that auto-reload asks for: {@code auto:<account_id>:<sequence>} (A2). A
 * manual top-up's name may not begin like one (SPEC section 4).
 */
public final class TopUpId {
    private static final String AUTO = "auto:";
    private static final String SEQUENCE = "[1-9][0-9]{0,18}";

    private TopUpId() {}

    /** The name of the top-up that the account's entry of this number is the first to ask for. */
    static String ofAutoReload(String accountId, long sequence) {
        return AUTO + accountId + ":" + sequence;
    }

    /** Tells whether the name is reserved for auto-reload, of whatever account. */
    public static boolean isAutoReload(String topUpId) {
        return topUpId.startsWith(AUTO);
    }

    /**
     * Tells whether auto-reload of this very account may have given the name: {@code auto:a:1:5} is
     * none of the account {@code a}, but of {@code a:1}.
     */
    public static boolean isAutoReloadOf(String accountId, String topUpId) {
        String own = AUTO + accountId + ":";
        return topUpId.startsWith(own) && topUpId.substring(own.length()).matches(SEQUENCE);
    }
}
