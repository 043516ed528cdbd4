package dev.extrausage.schemas.json;

/** Lines of JSON that tests bend out of shape. */
final class Lines {
    static final String ID = "019ba6b1-3ee0-7a05-8f5c-3f1f6a0f9a11";
    static final String AT = "2026-01-10T12:00:00Z";

    private Lines() {}

    /** A good usage line, with {@code besideIt} after its usage. */
    static String usage(String besideIt) {
        return "{\"usage\":{\"event_id\":\"" + ID + "\",\"account_id\":\"acme\","
                + "\"occurred_at\":\"" + AT + "\",\"app\":\"claude.ai\",\"model\":\"opus\","
                + "\"input_tokens\":1,"
                + "\"output_tokens\":2,\"cache_write_tokens\":3,\"cache_read_tokens\":5}"
                + besideIt + "}";
    }

    /** An account line whose change has these fields, quoted with ' instead of ". */
    static String account(String change) {
        return "{\"account\":{\"event_id\":\"" + ID + "\",\"account_id\":\"acme\","
                + "\"occurred_at\":\"" + AT + "\",\"actor\":\"api\",\"change\":{"
                + change.replace('\'', '"') + "}}}";
    }
}
