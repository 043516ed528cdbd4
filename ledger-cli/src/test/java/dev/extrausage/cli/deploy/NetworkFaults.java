package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ManifestKinds.NetworkPolicy;
import dev.extrausage.cli.deploy.ManifestKinds.PolicyPort;
import dev.extrausage.cli.deploy.ManifestKinds.Rule;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that the network lets through what the processes are told to ask, and nothing else. */
final class NetworkFaults {
    private static final String DNS = "53";
    private static final Pattern PORT = Pattern.compile(":(\\d{2,5})(?![\\d.])");

    private final Manifests manifests;
    private final ManifestPods pods;
    private final List<String> faults = new ArrayList<>();

    private NetworkFaults(Manifests manifests, ManifestPods pods) {
        this.manifests = manifests;
        this.pods = pods;
    }

    /** The faults, a sentence each. */
    static List<String> of(Manifests manifests, ManifestPods pods) {
        NetworkFaults network = new NetworkFaults(manifests, pods);
        List<NetworkPolicy> policies = manifests.of(NetworkPolicy.class);
        if (policies.stream().noneMatch(NetworkFaults::isDenial)) {
            network.faults.add("no policy denies what is not named");
        }
        manifests.workloads().forEach(network::workload);
        policies.stream().filter(policy -> manifests.workloads().stream()
                .noneMatch(w -> selects(policy, w)))
                .forEach(p -> network.faults.add(p.metadata().name() + ": is about no pod"));
        return network.faults;
    }

    private static boolean isDenial(NetworkPolicy policy) {
        return policy.spec().podSelector().matchLabels() == null
                && policy.spec().policyTypes().equals(List.of("Ingress", "Egress"))
                && policy.spec().ingress() == null && policy.spec().egress() == null;
    }

    private static boolean selects(NetworkPolicy policy, Workload workload) {
        Map<String, String> wanted = Optional.ofNullable(
                policy.spec().podSelector().matchLabels()).orElse(Map.of());
        return workload.template().metadata().labels().entrySet().containsAll(wanted.entrySet());
    }

    private void workload(Workload workload) {
        String name = workload.metadata().name();
        Set<String> asked = new TreeSet<>(Set.of(DNS));
        for (String setting : List.of("LEDGER_BOOTSTRAP_SERVERS", "DATABASE_URL")) {
            Matcher port = PORT.matcher(pods.variables(ManifestPods.container(workload))
                    .getOrDefault(setting, ""));
            while (port.find()) {
                asked.add(port.group(1));
            }
        }
        Set<String> out = new TreeSet<>();
        Set<String> in = new HashSet<>();
        manifests.of(NetworkPolicy.class).stream().filter(policy -> selects(policy, workload))
                .forEach(policy -> {
                    ports(policy, "Egress", policy.spec().egress(), out);
                    ports(policy, "Ingress", policy.spec().ingress(), in);
                });
        if (!out.equals(asked)) {
            faults.add(name + ": it asks the ports " + asked + ", and is let out to " + out);
        }
        Set<String> own = ClusterFaults.portNames(workload);
        if (!in.containsAll(own)) {
            faults.add(name + ": nobody is let in to one of its ports " + new TreeSet<>(own));
        }
    }

    private void ports(NetworkPolicy policy, String type, List<Rule> rules, Set<String> ports) {
        for (Rule rule : Optional.ofNullable(rules).orElse(List.of())) {
            boolean inward = type.equals("Ingress");
            if ((inward ? rule.from() : rule.to()) == null || !policy.spec().policyTypes()
                    .contains(type)) {
                faults.add(policy.metadata().name() + ": its " + type + " is not bounded");
            }
            for (PolicyPort port : rule.ports()) {
                ports.add(String.valueOf(port.port()));
            }
        }
    }
}
