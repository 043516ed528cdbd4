package dev.extrausage.stack;

/** A request that a Confluent registry refuses, with the status and the code that it answers. */
final class RegistryRefusal extends RuntimeException {
    static final int BAD_SCHEMA = 42201;
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    RegistryRefusal(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryRefusal noSuchPath() {
        return new RegistryRefusal(404, 404, "HTTP 404 Not Found");
    }

    static RegistryRefusal noSuchMethod() {
        return new RegistryRefusal(405, 405, "HTTP 405 Method Not Allowed");
    }

    static RegistryRefusal noSuchSubject(String subject) {
        return new RegistryRefusal(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryRefusal noSuchVersion(int version) {
        return new RegistryRefusal(404, 40402, "Version " + version + " not found.");
    }

    /** No schema has that id or GUID. */
    static RegistryRefusal noSuchSchema(String name) {
        return new RegistryRefusal(404, 40403, "Schema " + name + " not found");
    }

    /** The subject has no such schema. */
    static RegistryRefusal noSuchSchema() {
        return new RegistryRefusal(404, 40403, "Schema not found");
    }

    static RegistryRefusal noJson(String why) {
        return new RegistryRefusal(400, 400, why);
    }

    static RegistryRefusal noBody() {
        return new RegistryRefusal(422, 422, "the request must not be null");
    }

    static RegistryRefusal badSchema(String why) {
        return new RegistryRefusal(422, BAD_SCHEMA, "Invalid schema: " + why);
    }

    static RegistryRefusal badVersion(String version) {
        return new RegistryRefusal(422, 42202, "The specified version '" + version + "' is not a"
                + " valid version id. Allowed values are between [1, 2^31-1] and the string"
                + " \"latest\"");
    }

    static RegistryRefusal readOnly() {
        return new RegistryRefusal(422, 42205, "This registry is read-only: it holds the released"
                + " schemas of the ledger's topics.");
    }

    static RegistryRefusal readOnly(String subject) {
        return new RegistryRefusal(422, 42205, "Subject " + subject + " is in read-only mode: it"
                + " takes the released schemas of the ledger, and this is none of them.");
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** Confluent's {@code error_code}. */
    int code() {
        return code;
    }
}
