package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ComposeFile.Service;
import dev.extrausage.process.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks that the services find each other: addresses, ports, the order of starting, volumes. */
final class Wiring {
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\w.-])([a-z0-9][a-z0-9.-]*):(\\d{2,5})(?!\\d)");
    private static final Pattern LISTENER = Pattern.compile("://([^:,/]*):(\\d+)");
    private static final Pattern PUBLISHED = Pattern.compile("127\\.0\\.0\\.1:(\\d+):(\\d+)");
    private static final Set<String> ITSELF = Set.of("localhost", "127.0.0.1");
    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0");
    private static final List<String> LISTENERS =
            List.of("KAFKA_LISTENERS", "SCHEMA_REGISTRY_LISTENERS");
    private static final String ADVERTISED = "KAFKA_ADVERTISED_LISTENERS";
    private static final List<String> WRITTEN =
            List.of("KAFKA_LOG_DIRS", "LEDGER_STATE_DIR", "LEDGER_PAYMENTS_FILE");

    private final ComposeFile file;
    private final List<String> faults = new ArrayList<>();

    private Wiring(ComposeFile file) {
        this.file = file;
    }

    /** The connections that do not fit, a sentence each. */
    static List<String> faults(ComposeFile file) {
        Wiring wiring = new Wiring(file);
        for (Service service : file.services()) {
            wiring.addresses(service);
            wiring.ports(service);
            wiring.order(service);
            wiring.health(service);
            wiring.volumes(service);
        }
        wiring.unusedVolumes();
        return wiring.faults;
    }

    private void addresses(Service service) {
        Stream.of(service.variables().values().stream(), service.command().stream(),
                service.healthCheck().stream()).flatMap(texts -> texts).forEach(text -> {
                    Matcher address = ADDRESS.matcher(text);
                    while (address.find()) {
                        address(service, address.group(1), address.group(2));
                    }
                });
    }

    private void address(Service asker, String host, String port) {
        if (EVERYWHERE.contains(host)) {
            return;
        }
        String name = ITSELF.contains(host) ? asker.name() : host;
        Service asked = file.service(name).orElse(null);
        if (asked == null) {
            fault(asker, "there is no service " + host + ", asked at port " + port);
        } else if (listeners(asked).noneMatch(l -> l.group(2).equals(port))) {
            fault(asker, name + " does not listen on " + port);
        } else if (asked != asker && asked.variables().containsKey(ADVERTISED)
                && !advertised(asked).contains(host + ":" + port)) {
            fault(asker, name + " would send who asks " + host + ":" + port + " elsewhere, to "
                    + advertised(asked));
        }
    }

    private void ports(Service service) {
        Set<String> published = new HashSet<>();
        for (String port : service.ports()) {
            Matcher parts = PUBLISHED.matcher(port);
            if (!parts.matches()) {
                fault(service, "port " + port + " is not for this machine alone, 127.0.0.1");
            } else if (listeners(service).noneMatch(l -> l.group(2).equals(parts.group(2))
                    && EVERYWHERE.contains(l.group(1)))) {
                fault(service, "published port " + parts.group(2) + " is not listened on");
            } else {
                published.add("127.0.0.1:" + parts.group(1));
            }
        }
        for (String address : advertised(service)) {
            if (ITSELF.contains(address.split(":")[0]) && !published.contains(address)) {
                fault(service, address + " is advertised, but not published");
            }
        }
    }

    private void order(Service service) {
        service.dependsOn().forEach((name, condition) -> {
            Service awaited = file.service(name).orElse(null);
            if (awaited == null) {
                fault(service, "waits for " + name + ", which does not exist");
                return;
            }
            boolean ends = awaited.restart().equals("no");
            String right = ends ? "service_completed_successfully" : "service_healthy";
            if (!condition.equals(right)) {
                fault(service, "waits for " + name + " with " + condition + ", must be " + right);
            }
        });
    }

    private void health(Service service) {
        if (service.restart().equals("no")) {
            return;
        }
        if (!service.restart().equals("unless-stopped")) {
            fault(service, "restart is " + service.restart());
        }
        if (service.healthCheck().isEmpty()) {
            fault(service, "has no health check");
        }
        String file = service.argument("--ready-file").orElse(
                service.variables().getOrDefault("LEDGER_READY_FILE", ""));
        if (service.isOurs()
                && !service.healthCheck().equals(List.of("CMD", "test", "-f", file))) {
            fault(service, "its health check does not look for its ready file, " + file);
        }
    }

    private void volumes(Service service) {
        service.mounts().forEach((path, volume) -> {
            if (!file.volumes().contains(volume)) {
                fault(service, "volume " + volume + " is not declared");
            }
        });
        for (String name : WRITTEN) {
            String path = service.variables().get(name);
            if (path != null && service.mounts().keySet().stream().noneMatch(
                    mount -> (path + "/").startsWith(mount + "/"))) {
                fault(service, name + " is " + path + ", which is on no volume");
            }
        }
    }

    private void unusedVolumes() {
        Set<String> unused = new TreeSet<>(file.volumes());
        file.services().forEach(service -> unused.removeAll(service.mounts().values()));
        unused.forEach(volume -> faults.add("volume " + volume + " is used by nobody"));
    }

    /** The listeners: the host in group 1, the port in group 2. */
    private static Stream<MatchResult> listeners(Service service) {
        Map<String, String> variables = service.variables();
        if (service.image().startsWith("postgres:")) {
            return LISTENER.matcher("://:5432").results();
        }
        if (service.argument("--http-port").isPresent()) {
            return Stream.concat(listener(service, "--host", "--http-port"),
                    listener(service, "--operations-host", "--operations-port"));
        }
        if (variables.containsKey(Variables.OPERATIONS_LISTEN)) {
            return LISTENER.matcher("://" + variables.get(Variables.OPERATIONS_LISTEN)).results();
        }
        return LISTENERS.stream().filter(variables::containsKey)
                .flatMap(name -> LISTENER.matcher(variables.get(name)).results());
    }

    private static Stream<MatchResult> listener(Service service, String host, String port) {
        return LISTENER.matcher("://" + service.argument(host).orElse("127.0.0.1") + ":"
                + service.argument(port).orElse("")).results();
    }

    /** The addresses to which Kafka sends its clients; empty for another service. */
    private static List<String> advertised(Service service) {
        return Arrays.stream(service.variables().getOrDefault(ADVERTISED, "").split(","))
                .filter(listener -> listener.contains("://"))
                .map(listener -> listener.split("://")[1]).toList();
    }

    private void fault(Service service, String what) {
        faults.add(service.name() + ": " + what);
    }
}
