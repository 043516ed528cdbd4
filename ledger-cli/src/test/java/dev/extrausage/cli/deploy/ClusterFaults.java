package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ManifestKinds.Budget;
import dev.extrausage.cli.deploy.ManifestKinds.Claim;
import dev.extrausage.cli.deploy.ManifestKinds.Deployment;
import dev.extrausage.cli.deploy.ManifestKinds.Job;
import dev.extrausage.cli.deploy.ManifestKinds.PodMonitor;
import dev.extrausage.cli.deploy.ManifestKinds.PodSpec;
import dev.extrausage.cli.deploy.ManifestKinds.Selector;
import dev.extrausage.cli.deploy.ManifestKinds.Service;
import dev.extrausage.cli.deploy.ManifestKinds.ServiceAccount;
import dev.extrausage.cli.deploy.ManifestKinds.StatefulSet;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks that the objects fit each other: selectors, names, copies, logins, the consumers. */
final class ClusterFaults {
    private static final Set<String> CONSUMERS = Set.of("top-up", "auto-reload", "cycle-reset");

    private final Manifests manifests;
    private final ManifestPods pods;
    private final List<String> faults = new ArrayList<>();

    private ClusterFaults(Manifests manifests, ManifestPods pods) {
        this.manifests = manifests;
        this.pods = pods;
    }

    /** The faults, a sentence each. */
    static List<String> of(Manifests manifests, ManifestPods pods) {
        ClusterFaults cluster = new ClusterFaults(manifests, pods);
        cluster.manifests.workloads().forEach(cluster::workload);
        cluster.services();
        cluster.copies();
        cluster.consumers();
        cluster.logins();
        cluster.monitor();
        return cluster.faults;
    }

    private void workload(Workload workload) {
        String name = workload.metadata().name();
        PodSpec pod = workload.template().spec();
        List<Selector> own = new ArrayList<>(List.of(workload.selector()));
        Optional.ofNullable(pod.topologySpreadConstraints()).orElse(List.of())
                .forEach(spread -> own.add(spread.labelSelector()));
        Optional.ofNullable(pod.affinity()).ifPresent(affinity -> affinity.podAntiAffinity()
                .requiredDuringSchedulingIgnoredDuringExecution()
                .forEach(apart -> own.add(apart.labelSelector())));
        own.stream().filter(selector -> !selects(selector, workload))
                .forEach(selector -> fault(name, "its own pods are not " + selector));
        if (manifests.of(ServiceAccount.class).stream()
                .noneMatch(a -> a.metadata().name().equals(pod.serviceAccountName()))) {
            fault(name, "there is no ServiceAccount " + pod.serviceAccountName());
        }
        pod.volumes().stream().map(volume -> volume.persistentVolumeClaim())
                .filter(Objects::nonNull)
                .filter(claim -> manifests.of(Claim.class).stream()
                        .noneMatch(c -> c.metadata().name().equals(claim.claimName())))
                .forEach(claim -> fault(name, "there is no volume " + claim.claimName()));
        if (workload instanceof Job) {
            return;
        }
        if (manifests.of(Budget.class).stream().noneMatch(budget ->
                selects(budget.spec().selector(), workload)
                        && budget.spec().maxUnavailable() == 1)) {
            fault(name, "has no PodDisruptionBudget of one at a time");
        }
        if (own.size() == 1) {
            fault(name, "its pods may all be on one machine");
        }
    }

    private static boolean selects(Selector selector, Workload workload) {
        Map<String, String> wanted = Optional.ofNullable(selector.matchLabels()).orElse(Map.of());
        return workload.template().metadata().labels().entrySet().containsAll(wanted.entrySet());
    }

    private void services() {
        for (Service service : manifests.of(Service.class)) {
            List<Workload> behind = manifests.workloads().stream()
                    .filter(w -> selects(new Selector(service.spec().selector()), w)).toList();
            if (behind.isEmpty()) {
                fault(service.metadata().name(), "no pods are behind it");
            }
            service.spec().ports().forEach(port -> behind.stream()
                    .filter(w -> !portNames(w).contains(port.targetPort()))
                    .forEach(w -> fault(service.metadata().name(), w.metadata().name()
                            + " has no port " + port.targetPort())));
        }
        manifests.of(StatefulSet.class).stream().filter(set -> manifests.of(Service.class).stream()
                .noneMatch(s -> s.metadata().name().equals(set.spec().serviceName())))
                .forEach(set -> fault(set.metadata().name(),
                        "there is no Service " + set.spec().serviceName()));
    }

    /** The names of the ports of a workload's container. */
    static Set<String> portNames(Workload workload) {
        Set<String> names = new HashSet<>();
        Optional.ofNullable(ManifestPods.container(workload).ports()).orElse(List.of())
                .forEach(port -> names.add(port.name()));
        return names;
    }

    /** As many processes and copies of topics as the others are told that there are. */
    private void copies() {
        String replication = told(Stream.of("--replication"));
        String inSync = told(Stream.of("--min-insync"));
        for (Workload workload : manifests.workloads()) {
            Map<String, String> variables =
                    pods.variables(ManifestPods.container(workload));
            same(workload, variables, "LEDGER_INSTANCES", String.valueOf(workload.replicas()));
            same(workload, variables, "LEDGER_REPLICATION_FACTOR", replication);
            same(workload, variables, "LEDGER_MIN_INSYNC_REPLICAS", inSync);
            gateways(workload);
            boolean alone = workload.replicas() == 1 && workload instanceof Deployment one
                    && one.spec().strategy() != null
                    && "Recreate".equals(one.spec().strategy().type());
            if (variables.containsKey("LEDGER_PAYMENTS_FILE") && !alone) {
                fault(workload.metadata().name(), "a file of payments has one owner at a time");
            }
        }
    }

    /** A server of the API takes itself for the only one unless it is told. */
    private void gateways(Workload workload) {
        ComposeFile.Service service = pods.service(workload);
        String told = service.argument("--gateways").orElse("1");
        if (service.command().contains("serve")
                && !told.equals(String.valueOf(workload.replicas()))) {
            fault(workload.metadata().name(),
                    "--gateways is " + told + ", must be " + workload.replicas());
        }
    }

    private void same(Workload workload, Map<String, String> variables, String name,
            String wanted) {
        String value = variables.getOrDefault(name, wanted);
        if (!value.equals(wanted)) {
            fault(workload.metadata().name(), name + " is " + value + ", must be " + wanted);
        }
    }

    /** The value of an option of the Job that creates the topics. */
    private String told(Stream<String> options) {
        return options.flatMap(option -> manifests.of(Job.class).stream()
                .flatMap(job -> pods.service(job).argument(option).stream())).findAny().orElse("?");
    }

    private void consumers() {
        List<String> named = manifests.workloads().stream()
                .map(w -> pods.variables(ManifestPods.container(w)).get("LEDGER_CONSUMERS"))
                .filter(Objects::nonNull).toList();
        if (named.size() != CONSUMERS.size() || !CONSUMERS.equals(Set.copyOf(named))) {
            faults.add("the consumers are " + named + ", must be " + new TreeSet<>(CONSUMERS));
        }
    }

    /** A login that two kinds of process share would have the permissions of both. */
    private void logins() {
        Set<String> seen = new HashSet<>();
        for (Workload workload : manifests.workloads()) {
            workload.template().spec().volumes().stream()
                    .filter(volume -> volume.name().equals("kafka-login"))
                    .map(ManifestMounts::source).filter(login -> !seen.add(login))
                    .forEach(login -> fault(workload.metadata().name(),
                            "another process has its login, " + login));
        }
    }

    private void monitor() {
        for (PodMonitor monitor : manifests.of(PodMonitor.class)) {
            manifests.workloads().stream().filter(w -> !(w instanceof Job)).forEach(workload -> {
                String job = workload.template().metadata().labels()
                        .getOrDefault(monitor.spec().jobLabel(), "");
                if (!selects(monitor.spec().selector(), workload)
                        || !job.startsWith("extra-usage")
                        || monitor.spec().podMetricsEndpoints().stream().noneMatch(e ->
                                portNames(workload).contains(e.port())
                                        && e.path().equals("/metrics"))) {
                    fault(workload.metadata().name(), "the PodMonitor does not find it");
                }
            });
        }
    }

    private void fault(String name, String what) {
        faults.add(name + ": " + what);
    }
}
