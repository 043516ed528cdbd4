package dev.extrausage.view.database;

import dev.extrausage.core.BadInput;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** The address of a PostgreSQL, as its driver takes it. */
public final class PostgresUrl {
    private static final String BOUND = "jdbc:postgresql://HOST:PORT/NAME";
    /** A password among the parameters, or a login before the host, whose password has any sign. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)[?&](ssl)?password=|^[^=]*@|^[^?]*@|//[^/]*@");
    private static final Pattern SCHEME = Pattern.compile("(jdbc:)?[a-z]+://");
    private static final Pattern PARAMETERS = Pattern.compile("[?&]");

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
                    + " without passwords; user, password and the key's password are given apart");
        }
        if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, new Properties()) == null) {
            throw BadInput.of(field, shown(url), BOUND);
        }
    }

    private static String shown(String url) {
        Matcher scheme = SCHEME.matcher(url);
        String start = scheme.lookingAt() ? scheme.group() : "";
        Matcher found = PARAMETERS.matcher(url);
        int parameters = found.find() ? found.start() : url.length();
        int login = url.lastIndexOf('@') + 1;
        if (login > parameters) {
            return start + "..."; // which of the two is the password's cannot be told
        }
        return (login > 0 ? start + "...@" : "") + url.substring(login, parameters)
                + (parameters < url.length() ? "?..." : "");
    }
}
