package dev.extrausage.cli.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A docker-compose.yml, in the forms of it that ours uses; others are refused. */
final class ComposeFile {
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Set<String> volumes;

    /** One service. */
    record Service(String name, Map<String, Object> says) {
        String image() {
            return (String) says.getOrDefault("image", "");
        }

        /** True if its image is made from our Dockerfile. */
        boolean isOurs() {
            return builds() || "never".equals(says.get("pull_policy"));
        }

        /** True if the engine makes its image, and not only takes it. */
        boolean builds() {
            return says.containsKey("build");
        }

        String restart() {
            return (String) says.getOrDefault("restart", "no");
        }

        List<String> command() {
            return texts(says.get("command"));
        }

        List<String> ports() {
            return texts(says.get("ports"));
        }

        /** The command that tells whether it is healthy; empty if there is none. */
        List<String> healthCheck() {
            return texts(mapping(says.get("healthcheck")).get("test"));
        }

        /** The values as they are: the engine takes texts and numbers. */
        Map<String, Object> environment() {
            return mapping(says.get("environment"));
        }

        Map<String, String> variables() {
            Map<String, String> variables = new LinkedHashMap<>();
            environment().forEach((name, value) -> variables.put(name, String.valueOf(value)));
            return variables;
        }

        /** The word after an option of the command. */
        Optional<String> argument(String option) {
            int at = command().indexOf(option);
            return at < 0 || at + 1 >= command().size() ? Optional.empty()
                    : Optional.of(command().get(at + 1));
        }

        /** The time it has to stop before it is killed, in whole seconds. */
        int stopGraceSeconds() {
            return Integer.parseInt(
                    ((String) says.getOrDefault("stop_grace_period", "10s")).replace("s", ""));
        }

        /** The services that it waits for, and what for. */
        Map<String, String> dependsOn() {
            Map<String, String> conditions = new LinkedHashMap<>();
            mapping(says.get("depends_on")).forEach((on, how) ->
                    conditions.put(on, String.valueOf(mapping(how).get("condition"))));
            return conditions;
        }

        /** Named volumes by the paths where the container finds them. */
        Map<String, String> mounts() {
            Map<String, String> mounts = new LinkedHashMap<>();
            for (String mount : texts(says.get("volumes"))) {
                String[] parts = mount.split(":");
                mounts.put(parts[1], parts[0]);
            }
            return mounts;
        }
    }

    private ComposeFile(Map<String, Object> root) {
        mapping(root.get("services")).forEach((name, says) ->
                services.put(name, new Service(name, mapping(says))));
        volumes = mapping(root.get("volumes")).keySet();
    }

    /** Throws a YAML error with its line, or {@link ClassCastException} for an unknown form. */
    static ComposeFile read(String yaml) {
        return new ComposeFile(mapping(new Load(LoadSettings.builder().build())
                .loadFromString(yaml)));
    }

    List<Service> services() {
        return List.copyOf(services.values());
    }

    Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** The named volumes that are declared. */
    Set<String> volumes() {
        return volumes;
    }

    private static Map<String, Object> mapping(Object node) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        if (node != null) {
            ((Map<?, ?>) node).forEach((key, value) -> mapping.put((String) key, value));
        }
        return mapping;
    }

    private static List<String> texts(Object node) {
        List<String> texts = new ArrayList<>();
        if (node != null) {
            ((List<?>) node).forEach(text -> texts.add((String) text));
        }
        return texts;
    }
}
