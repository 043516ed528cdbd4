package dev.extrausage.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables that Kubernetes sets in every container for the Services of its namespace. Those of
 * a Service named {@code ledger} or {@code ledger-x} begin as ours do, and are nobody's mistake.
 */
final class InjectedVariables {
    private static final String SERVICE = "LEDGER(_[A-Z0-9]+)*";
    private static final String PORT = SERVICE + "_PORT_\\d{1,5}_(TCP|UDP|SCTP)";
    private static final String NUMBER = "\\d{1,5}";
    private static final String URL = "(tcp|udp|sctp)://.+:\\d{1,5}";
    /** Names with the values that belong to them: a name alone could be a misspelt one of ours. */
    private static final Map<Pattern, Pattern> FORMS = new LinkedHashMap<>();

    static {
        form(SERVICE + "_SERVICE_HOST", "[0-9A-Fa-f.:]+");
        form(SERVICE + "_SERVICE_PORT(_[A-Z0-9_]+)?", NUMBER);
        form(SERVICE + "_PORT", URL);
        form(PORT, URL);
        form(PORT + "_PROTO", "tcp|udp|sctp");
        form(PORT + "_PORT", NUMBER);
        form(PORT + "_ADDR", "[0-9A-Fa-f.:]+");
    }

    private InjectedVariables() {}

    private static void form(String name, String value) {
        FORMS.put(Pattern.compile(name), Pattern.compile(value));
    }

    /** True for a variable that a Service whose name begins with {@code ledger} brings. */
    static boolean contain(String name, String value) {
        return FORMS.entrySet().stream().anyMatch(form -> form.getKey().matcher(name).matches()
                && form.getValue().matcher(value).matches());
    }

    /** True for a name that some Service could bring, whatever its value. */
    static boolean couldBe(String name) {
        return FORMS.keySet().stream().anyMatch(form -> form.matcher(name).matches());
    }
}
