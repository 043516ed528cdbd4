package dev.extrausage.cli.deploy;

import java.util.List;
import java.util.Map;

/**
 * The kinds of Kubernetes objects that our manifests have, with the fields of them that ours use. A
 * field that is not here is refused when a manifest is read, so a misspelt one is found out; a
 * further field is added here from Kubernetes' own reference.
 */
final class ManifestKinds {
    /** The types by {@code apiVersion} and {@code kind}. */
    static final Map<String, Class<? extends Body>> TYPES = Map.ofEntries(
            Map.entry("v1 Namespace", Bare.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 PersistentVolumeClaim", Claim.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("policy/v1 PodDisruptionBudget", Budget.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class));

    private ManifestKinds() { }

    /** The part that every object has besides its kind; a kustomization has no metadata. */
    interface Body {
        default Meta metadata() {
            return new Meta("", "", Map.of(), Map.of());
        }
    }

    /** Whatever runs pods. */
    interface Workload extends Body {
        Template template();

        Selector selector();

        int replicas();

        default List<Claim> claims() {
            return List.of();
        }
    }

    record Meta(String name, String namespace, Map<String, String> labels,
            Map<String, String> annotations) { }

    record Bare(Meta metadata) implements Body { }

    record ServiceAccount(Meta metadata, Boolean automountServiceAccountToken)
            implements Body { }

    record ConfigMap(Meta metadata, Map<String, String> data) implements Body { }

    record Service(Meta metadata, ServiceSpec spec) implements Body { }

    record ServiceSpec(String clusterIP, Map<String, String> selector, List<ServicePort> ports) { }

    record ServicePort(String name, Integer port, String targetPort) { }

    record Claim(Meta metadata, ClaimSpec spec) implements Body { }

    record ClaimSpec(List<String> accessModes, Resources resources) { }

    record Selector(Map<String, String> matchLabels) { }

    record StatefulSet(Meta metadata, StatefulSetSpec spec) implements Workload {
        @Override public Template template() {
            return spec.template;
        }

        @Override public Selector selector() {
            return spec.selector;
        }

        @Override public int replicas() {
            return spec.replicas;
        }

        @Override public List<Claim> claims() {
            return spec.volumeClaimTemplates;
        }
    }

    record StatefulSetSpec(String serviceName, Integer replicas, String podManagementPolicy,
            Integer minReadySeconds, Selector selector, Template template,
            List<Claim> volumeClaimTemplates) { }

    record Deployment(Meta metadata, DeploymentSpec spec) implements Workload {
        @Override public Template template() {
            return spec.template;
        }

        @Override public Selector selector() {
            return spec.selector;
        }

        @Override public int replicas() {
            return spec.replicas;
        }
    }

    record DeploymentSpec(Integer replicas, Strategy strategy, Selector selector,
            Template template) { }

    record Strategy(String type) { }

    record Job(Meta metadata, JobSpec spec) implements Workload {
        @Override public Template template() {
            return spec.template;
        }

        @Override public Selector selector() {
            return new Selector(template().metadata().labels());
        }

        @Override public int replicas() {
            return 1;
        }
    }

    record JobSpec(Integer backoffLimit, Integer ttlSecondsAfterFinished, Template template) { }

    record Template(Meta metadata, PodSpec spec) { }

    record PodSpec(String serviceAccountName, Boolean automountServiceAccountToken,
            Boolean enableServiceLinks, Integer terminationGracePeriodSeconds,
            String restartPolicy, PodSecurity securityContext, Affinity affinity,
            List<Spread> topologySpreadConstraints, List<Container> containers,
            List<Volume> volumes) { }

    record PodSecurity(Boolean runAsNonRoot, Integer runAsUser, Integer runAsGroup,
            Integer fsGroup, String fsGroupChangePolicy, Seccomp seccompProfile) { }

    record Seccomp(String type) { }

    record Affinity(AntiAffinity podAntiAffinity) { }

    record AntiAffinity(List<Apart> requiredDuringSchedulingIgnoredDuringExecution) { }

    record Apart(String topologyKey, Selector labelSelector) { }

    record Spread(String topologyKey, Integer maxSkew, String whenUnsatisfiable,
            Selector labelSelector) { }

    record Container(String name, String image, List<String> args, List<Env> env,
            List<ContainerPort> ports, Probe startupProbe, Probe livenessProbe,
            Probe readinessProbe, Lifecycle lifecycle, Resources resources,
            Security securityContext, List<Mount> volumeMounts) { }

    record Env(String name, String value, ValueFrom valueFrom) { }

    /** Only of a ConfigMap: a secret in a variable is seen by whoever sees the process. */
    record ValueFrom(KeyRef configMapKeyRef) { }

    record KeyRef(String name, String key) { }

    record ContainerPort(String name, Integer containerPort) { }

    record Probe(HttpGet httpGet, Integer periodSeconds, Integer timeoutSeconds,
            Integer failureThreshold) { }

    record HttpGet(String path, String port) { }

    record Lifecycle(Handler preStop) { }

    record Handler(Exec exec) { }

    record Exec(List<String> command) { }

    record Resources(Map<String, String> requests, Map<String, String> limits) { }

    record Security(Boolean allowPrivilegeEscalation, Boolean readOnlyRootFilesystem,
            Capabilities capabilities) { }

    record Capabilities(List<String> drop) { }

    record Mount(String name, String mountPath, Boolean readOnly) { }

    record Volume(String name, EmptyDir emptyDir, Named configMap, SecretVolume secret,
            ClaimSource persistentVolumeClaim) { }

    record EmptyDir(String sizeLimit) { }

    record Named(String name) { }

    record SecretVolume(String secretName, Integer defaultMode) { }

    record ClaimSource(String claimName) { }

    record Budget(Meta metadata, BudgetSpec spec) implements Body { }

    record BudgetSpec(Integer maxUnavailable, String unhealthyPodEvictionPolicy,
            Selector selector) { }

    record NetworkPolicy(Meta metadata, NetworkPolicySpec spec) implements Body { }

    record NetworkPolicySpec(Selector podSelector, List<String> policyTypes, List<Rule> ingress,
            List<Rule> egress) { }

    record Rule(List<Peer> from, List<Peer> to, List<PolicyPort> ports) { }

    record Peer(Selector namespaceSelector) { }

    /** The port is a number, or the name of a container's port. */
    record PolicyPort(String protocol, Object port) { }

    record PodMonitor(Meta metadata, PodMonitorSpec spec) implements Body { }

    record PodMonitorSpec(
            String jobLabel, Selector selector, List<Endpoint> podMetricsEndpoints) { }

    record Endpoint(String port, String path, String interval) { }

    record Kustomization(String namespace, List<String> resources, List<Image> images)
            implements Body { }

    record Image(String name, String newName, String newTag) { }
}
