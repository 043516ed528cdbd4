package dev.extrausage.view.database;

import java.io.IOException;
import java.util.Properties;

/**
 * A login to PostgreSQL; its text shows no password. Passwords are read anew for each connection,
 * so that one that was changed holds without a restart.
 *
 * @param user null: the URL's, or the process's
 * @param password null: none
 * @param keyPassword of the client's key, where the URL names one by {@code sslkey}; null: none
 */
public record PostgresLogin(String user, Secret password, Secret keyPassword) {
    /** Nothing but what the URL tells. */
    public static final PostgresLogin NONE = new PostgresLogin(null, null, null);

    /** A password, and the place where it is kept. */
    public interface Secret {
        /** The password of now; the exception's message is a clause that names the place. */
        String read() throws IOException;
    }

    /** The login as the driver takes it, now. */
    Properties properties() throws IOException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        set(properties, "password", password);
        set(properties, "sslpassword", keyPassword);
        return properties;
    }

    private static void set(Properties properties, String name, Secret secret)
            throws IOException {
        if (secret != null) {
            properties.setProperty(name, secret.read());
        }
    }

    /** Leaves the passwords out. */
    @Override public String toString() {
        return "PostgresLogin[" + user + "]";
    }
}
