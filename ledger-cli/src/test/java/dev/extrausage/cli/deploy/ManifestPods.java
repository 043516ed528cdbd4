package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ManifestKinds.Container;
import dev.extrausage.cli.deploy.ManifestKinds.Env;
import dev.extrausage.cli.deploy.ManifestKinds.KeyRef;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workload's container as a service of a compose file would say it, so that the same checks put
 * it to the programs: variables have their values, and {@code $(NAME)} in arguments is replaced.
 */
final class ManifestPods {
    private static final Pattern EXPANDED = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    private final Manifests manifests;
    private final Map<String, Map<String, String>> secrets;

    /** Takes the manifests, and the keys of what is made by hand before, with sample values. */
    ManifestPods(Manifests manifests, Map<String, Map<String, String>> secrets) {
        this.manifests = manifests;
        this.secrets = secrets;
    }

    /** The only container of a workload's pods. */
    static Container container(Workload workload) {
        return workload.template().spec().containers().get(0);
    }

    /** The service; throws {@link IllegalArgumentException} naming what is not there. */
    ComposeFile.Service service(Workload workload) {
        Container container = container(workload);
        Map<String, String> variables = variables(container);
        Set<String> used = new LinkedHashSet<>();
        List<String> arguments = container.args().stream()
                .map(argument -> expanded(argument, variables, used)).toList();
        Map<String, Object> environment = new LinkedHashMap<>(variables);
        environment.keySet().removeAll(used);
        return new ComposeFile.Service(workload.metadata().name(), Map.of("build", ".",
                "image", container.image(), "command", arguments, "environment", environment));
    }

    /** All its variables with their values, also those for arguments alone. */
    Map<String, String> variables(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Env env : container.env()) {
            String value = env.valueFrom() == null ? env.value()
                    : value(env.valueFrom().configMapKeyRef());
            if (value == null) {
                throw new IllegalArgumentException(env.name() + " has no value");
            }
            if (variables.put(env.name(), value) != null) {
                throw new IllegalArgumentException(env.name() + " is set twice");
            }
        }
        return variables;
    }

    private String value(KeyRef ref) {
        String value = files(ref.name()).get(ref.key());
        if (value == null) {
            throw new IllegalArgumentException(ref.name() + " has no " + ref.key());
        }
        return value;
    }

    /** The keys and values of a ConfigMap or Secret, which are files where it is mounted. */
    Map<String, String> files(String name) {
        Map<String, String> found = manifests.configMap(name)
                .map(ManifestKinds.ConfigMap::data).orElse(secrets.get(name));
        if (found == null) {
            throw new IllegalArgumentException("there is no " + name
                    + ", and README.md has nobody make it");
        }
        return found;
    }

    private static String expanded(String argument, Map<String, String> variables,
            Set<String> used) {
        return EXPANDED.matcher(argument).replaceAll(found -> {
            String value = variables.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("there is no variable " + found.group(1)
                        + " for $(" + found.group(1) + ")");
            }
            used.add(found.group(1));
            return Matcher.quoteReplacement(value);
        });
    }
}
