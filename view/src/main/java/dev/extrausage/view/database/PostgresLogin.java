package dev.extrausage.view.database;

import java.util.Properties;

/**
 * A login to PostgreSQL; its text shows no password.
 *
 * @param user null: the URL's, or the process's
 * @param password null: none
 * @param keyPassword of the client's key, where the URL names one by {@code sslkey}; null: none
 */
public record PostgresLogin(String user, String password, String keyPassword) {
    /** Nothing but what the URL tells. */
    public static final PostgresLogin NONE = new PostgresLogin(null, null, null);

    /** The login as the driver takes it. */
    Properties properties() {
        Properties properties = new Properties();
        set(properties, "user", user);
        set(properties, "password", password);
        set(properties, "sslpassword", keyPassword);
        return properties;
    }

    private static void set(Properties properties, String name, String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    /** Leaves the passwords out. */
    @Override public String toString() {
        return "PostgresLogin[" + user + "]";
    }
}
