package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ManifestKinds.Capabilities;
import dev.extrausage.cli.deploy.ManifestKinds.Container;
import dev.extrausage.cli.deploy.ManifestKinds.ContainerPort;
import dev.extrausage.cli.deploy.ManifestKinds.Job;
import dev.extrausage.cli.deploy.ManifestKinds.Mount;
import dev.extrausage.cli.deploy.ManifestKinds.PodSecurity;
import dev.extrausage.cli.deploy.ManifestKinds.PodSpec;
import dev.extrausage.cli.deploy.ManifestKinds.Probe;
import dev.extrausage.cli.deploy.ManifestKinds.Seccomp;
import dev.extrausage.cli.deploy.ManifestKinds.Security;
import dev.extrausage.cli.deploy.ManifestKinds.Volume;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import dev.extrausage.kafka.access.BadKafkaConfig;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks each workload's pod by itself: its program, ports, probes, rights, memory and files. */
final class PodFaults {
    private static final String EVERYWHERE = "0.0.0.0";
    private static final Security UNPRIVILEGED =
            new Security(false, true, new Capabilities(List.of("ALL")));
    private static final Set<String> PATH_VARIABLES =
            Set.of("LEDGER_STATE_DIR", "LEDGER_PAYMENTS_FILE");
    private static final Set<String> PATH_OPTIONS = Set.of("--data", "--key-files");

    private final Workload workload;
    private final PodSpec pod;
    private final Container container;
    private final ManifestPods pods;
    private final ManifestMounts mounts;
    private final List<String> faults = new ArrayList<>();

    private PodFaults(Workload workload, ManifestPods pods, Path folder) {
        this.workload = workload;
        this.pods = pods;
        pod = workload.template().spec();
        container = ManifestPods.container(workload);
        mounts = ManifestMounts.in(folder, workload, pods);
    }

    /** The faults, a sentence each; files are written to {@code folder}. */
    static List<String> of(Workload workload, ManifestPods pods, Path folder, int user) {
        try {
            PodFaults faults = new PodFaults(workload, pods, folder);
            faults.program();
            faults.ports();
            faults.probes();
            faults.rights(user);
            faults.resources();
            faults.volumes();
            return faults.faults;
        } catch (IllegalArgumentException | StartRefused e) {
            return List.of(workload.metadata().name() + ": " + e.getMessage());
        }
    }

    private void program() {
        ComposeFile.Service told = pods.service(workload);
        Map<String, Object> says = new HashMap<>(told.says());
        Map<String, Object> environment = new LinkedHashMap<>();
        told.variables().forEach((name, value) -> environment.put(name, mounts.here(value)));
        says.put("environment", environment);
        faults.addAll(Programs.faults(new ComposeFile.Service(told.name(), says)));
        Stream.concat(told.variables().values().stream(), told.command().stream())
                .filter(mounts::isMissing)
                .forEach(path -> fault("there is no file " + path));
        String config = told.variables().get(Variables.KAFKA_CONFIG);
        if (config == null) {
            fault("is not told how to log in to Kafka, " + Variables.KAFKA_CONFIG);
        } else {
            try {
                KafkaAccess.by("kafka:9093", Path.of(mounts.here(config)));
            } catch (BadKafkaConfig e) {
                fault(e.getMessage());
            }
        }
    }

    /** The ports that its program listens on, by the names that ours have. */
    private Map<String, Integer> listened() {
        ComposeFile.Service told = pods.service(workload);
        Map<String, Integer> ports = new HashMap<>();
        if (Programs.mainClass(told).equals(Programs.COMMAND)) {
            listened(told, "--host", "--http-port", "http", ports);
            listened(told, "--operations-host", "--operations-port", "operations", ports);
        } else {
            Optional<OperationsAddress> address = OperationsAddress.of(new Variables(
                    Map.of(Variables.OPERATIONS_LISTEN, told.variables()
                            .getOrDefault(Variables.OPERATIONS_LISTEN, "")), Set.of()));
            address.ifPresent(at -> ports.put("operations", open(at.host(), at.port())));
        }
        return ports;
    }

    private void listened(ComposeFile.Service told, String host, String port, String name,
            Map<String, Integer> ports) {
        told.argument(port).ifPresent(number -> ports.put(name,
                open(told.argument(host).orElse("127.0.0.1"), Integer.parseInt(number))));
    }

    private int open(String host, int port) {
        if (!host.equals(EVERYWHERE)) {
            fault("port " + port + " of " + host + " cannot be reached from outside its pod");
        }
        return port;
    }

    private void ports() {
        Map<String, Integer> declared = new HashMap<>();
        for (ContainerPort port : Optional.ofNullable(container.ports()).orElse(List.of())) {
            declared.put(port.name(), port.containerPort());
        }
        if (!declared.equals(listened())) {
            fault("its ports are " + declared + ", but it listens on " + listened());
        }
        if (workload instanceof Job) {
            return;
        }
        Map<String, String> notes = workload.template().metadata().annotations();
        if (!Map.of("prometheus.io/scrape", "true", "prometheus.io/path", "/metrics",
                "prometheus.io/port", String.valueOf(declared.get("operations"))).equals(notes)) {
            fault("Prometheus is told " + notes);
        }
    }

    private void probes() {
        if (workload instanceof Job) {
            return;
        }
        probe("startup", container.startupProbe(), "/livez");
        probe("liveness", container.livenessProbe(), "/livez");
        probe("readiness", container.readinessProbe(), "/readyz");
    }

    /** A probe that kills asks for /livez: who reads its state again is not ready, and well. */
    private void probe(String name, Probe probe, String path) {
        if (probe == null || probe.httpGet() == null) {
            fault("has no " + name + " probe");
        } else if (!probe.httpGet().path().equals(path)) {
            fault("its " + name + " probe asks for " + probe.httpGet().path()
                    + ", must be " + path);
        } else if (!probe.httpGet().port().equals("operations")) {
            fault("its " + name + " probe asks port " + probe.httpGet().port());
        } else if (probe.periodSeconds() * probe.failureThreshold() < 10) {
            fault("its " + name + " probe gives up within 10 s");
        }
    }

    private void rights(int user) {
        if (!new PodSecurity(true, user, user, user, "OnRootMismatch",
                new Seccomp("RuntimeDefault")).equals(pod.securityContext())) {
            fault("its pod runs as " + pod.securityContext());
        }
        if (!UNPRIVILEGED.equals(container.securityContext())) {
            fault("its container may " + container.securityContext());
        }
        if (!Boolean.FALSE.equals(pod.automountServiceAccountToken())) {
            fault("it is given a token for Kubernetes");
        }
        if (!Boolean.FALSE.equals(pod.enableServiceLinks())) {
            fault("it is told of Services by variables");
        }
    }

    private void resources() {
        Map<String, String> asked = container.resources().requests();
        Map<String, String> most = container.resources().limits();
        if (!Map.of("memory", asked.getOrDefault("memory", "?")).equals(most)) {
            fault("asks for " + asked + " and may have " + most
                    + ": the memory must be the same, and processors not limited");
        }
        String cpu = asked.getOrDefault("cpu", "0m");
        int processors = cpu.endsWith("m")
                ? (Integer.parseInt(cpu.replace("m", "")) + 999) / 1000 : Integer.parseInt(cpu);
        String flag = "-XX:ActiveProcessorCount=" + processors;
        String flags = pods.variables(container).getOrDefault(Programs.JVM_FLAGS, flag);
        if (!flags.equals(flag)) {
            fault("asks for " + cpu + " processors, and its JVM is told " + flags);
        }
        asked.values().stream().filter(v -> !v.matches("[1-9]\\d*(m|Mi|Gi)?"))
                .forEach(v -> fault("asks for " + v));
    }

    private void volumes() {
        Map<String, String> kinds = new HashMap<>();
        pod.volumes().forEach(volume -> kinds.put(volume.name(), kind(volume)));
        workload.claims().forEach(claim -> kinds.put(claim.metadata().name(), "claim"));
        Map<String, String> mounted = new HashMap<>();
        for (Mount mount : container.volumeMounts()) {
            String kind = kinds.getOrDefault(mount.name(), "nothing");
            mounted.put(mount.mountPath(), kind);
            if (kind.equals("nothing")) {
                fault("there is no volume " + mount.name());
            } else if (kind.equals("read") != Boolean.TRUE.equals(mount.readOnly())) {
                fault("readOnly of " + mount.mountPath() + " is " + mount.readOnly());
            }
        }
        Set<String> unused = new HashSet<>(kinds.keySet());
        container.volumeMounts().forEach(mount -> unused.remove(mount.name()));
        unused.forEach(name -> fault("its volume " + name + " is mounted nowhere"));
        if (!"scratch".equals(mounted.get("/tmp"))) {
            fault("/tmp, where native code is unpacked, is no empty folder");
        }
        kept().filter(path -> mounted.keySet().stream().noneMatch(at -> (path + "/")
                .startsWith(at + "/") && mounted.get(at).equals("claim")))
                .forEach(path -> fault(path + " is on no volume that is kept"));
    }

    private static String kind(Volume volume) {
        return volume.emptyDir() != null ? "scratch"
                : volume.persistentVolumeClaim() != null ? "claim"
                : ManifestMounts.source(volume).isEmpty() ? "nothing" : "read";
    }

    /** The paths where its program keeps what must be there after a restart. */
    private Stream<String> kept() {
        ComposeFile.Service told = pods.service(workload);
        return Stream.concat(
                PATH_VARIABLES.stream().map(told.variables()::get).filter(p -> p != null),
                PATH_OPTIONS.stream().flatMap(option -> told.argument(option).stream()));
    }

    private void fault(String what) {
        faults.add(workload.metadata().name() + ": " + what);
    }
}
