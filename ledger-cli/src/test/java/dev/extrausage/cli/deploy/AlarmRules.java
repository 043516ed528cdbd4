package dev.extrausage.cli.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules of an alarms.yml, and the names that an expression of Prometheus asks for. */
final class AlarmRules {
    private static final Pattern FIGURE = Pattern.compile("\\bextra_usage_[a-z0-9_]+");

    private final List<Alarm> alarms = new ArrayList<>();

    /** One rule. */
    record Alarm(String name, String expression, String severity, String runbook) { }

    AlarmRules(String yaml) {
        Map<?, ?> file = (Map<?, ?>) new Load(
                LoadSettings.builder().build()).loadFromString(yaml);
        for (Object group : (List<?>) file.get("groups")) {
            for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                alarms.add(alarm((Map<?, ?>) rule));
            }
        }
    }

    private static Alarm alarm(Map<?, ?> rule) {
        return new Alarm((String) rule.get("alert"), (String) rule.get("expr"),
                (String) ((Map<?, ?>) rule.get("labels")).get("severity"),
                (String) ((Map<?, ?>) rule.get("annotations")).get("runbook"));
    }

    List<Alarm> alarms() {
        return List.copyOf(alarms);
    }

    /** The figures of ours that an expression asks for. */
    static Set<String> figures(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher found = FIGURE.matcher(expression);
        while (found.find()) {
            names.add(found.group());
        }
        return names;
    }
}
