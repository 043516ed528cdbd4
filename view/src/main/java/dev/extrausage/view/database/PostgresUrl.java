package dev.extrausage.view.database;

import dev.extrausage.core.BadInput;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** The address of a PostgreSQL, as its driver takes it. */
public final class PostgresUrl {
    private static final String BOUND = "jdbc:postgresql://HOST:PORT/NAME";
    /** A password among the parameters, or a login before the host. */
    private static final Pattern SECRET = Pattern.compile("(?i)[?&](ssl)?password=|//[^/?]*@");

    private PostgresUrl() { }

    /**
     * Refuses what is no address, and one with a password, which others would read in the list of
     * processes. The message shows neither parameters nor login.
     *
     * @param field what it was given as
     * @throws BadInput it is refused
     */
    public static void check(String field, String url) {
        if (SECRET.matcher(url).find()) {
            throw BadInput.of(field, shown(url), BOUND
                    + " without a login; user and password are given apart");
        }
        if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, new Properties()) == null) {
            throw BadInput.of(field, shown(url), BOUND);
        }
    }

    private static String shown(String url) {
        return url.replaceFirst("\\?.*", "?...").replaceFirst("//[^/]*@", "//...@");
    }
}
