package dev.extrausage.cli.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.cli.deploy.ManifestKinds.Kustomization;
import dev.extrausage.cli.deploy.ManifestKinds.PodMonitor;
import dev.extrausage.embedded.CertificateAuthority;
import dev.extrausage.operations.Operations;
import dev.extrausage.operations.OperationsAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No Kubernetes runs here, so deploy/kubernetes is read strictly and held to the programs. */
class KubernetesTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path FOLDER = REPOSITORY.resolve("deploy/kubernetes");
    private static final Pattern BY_HAND =
            Pattern.compile("(?m)^\\| `([\\w-]+)` \\| ((?:`[\\w.-]+`(?:, )?)+) \\|");
    private static final Pattern KEY = Pattern.compile("`([\\w.-]+)`");
    private static final Pattern USER = Pattern.compile("--uid (\\d+)");

    @TempDir private static Path certificates;
    private static String authority;

    @TempDir private Path folder;

    @BeforeAll static void make_an_authority() throws IOException {
        authority = Files.readString(
                CertificateAuthority.in(certificates.resolve("ca")).certificate());
    }

    @Test void all_that_the_pods_are_told_exists_in_the_programs() throws IOException {
        assertThat(faults(UnaryOperator.identity())).isEmpty();
    }

    @Test void every_manifest_is_in_the_kustomization_of_its_folder() throws IOException {
        for (Path in : List.of(FOLDER, FOLDER.resolve("monitoring"))) {
            Kustomization listed = Manifests.read(Map.of("it", Files.readString(
                    in.resolve("kustomization.yaml")))).of(Kustomization.class).get(0);
            try (Stream<Path> files = Files.list(in)) {
                assertThat(files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith(".yaml") && !f.equals("kustomization.yaml")))
                        .containsExactlyInAnyOrderElementsOf(listed.resources());
            }
        }
    }

    @Test void probed_paths_are_answered_by_the_operations_port() throws Exception {
        Manifests manifests = Manifests.read(texts());
        Stream<String> probed = manifests.workloads().stream().map(ManifestPods::container)
                .flatMap(c -> Stream.of(c.startupProbe(), c.livenessProbe(), c.readinessProbe()))
                .filter(probe -> probe != null).map(probe -> probe.httpGet().path());
        Stream<String> scraped = manifests.of(PodMonitor.class).stream()
                .flatMap(m -> m.spec().podMetricsEndpoints().stream()).map(e -> e.path());
        try (Operations operations = Operations.open(Optional.of(OperationsAddress.local(0)))) {
            for (String path : Stream.concat(probed, scraped).distinct().toList()) {
                HttpRequest get = HttpRequest.newBuilder(
                        URI.create(operations.url().orElseThrow() + path)).build();
                assertThat(HttpClient.newHttpClient()
                        .send(get, HttpResponse.BodyHandlers.discarding()).statusCode())
                        .as(path).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # what Kubernetes itself would refuse
            enableServiceLink: false   | enableServiceLinks: false | enableServiceLink
            apps/v1beta1 | apps/v1 | there is no apps/v1beta1 StatefulSet
            kind: DaemonSet            | kind: Deployment      | there is no apps/v1 DaemonSet
            value: 2                   | value: "2"            | Cannot coerce Integer value
            value: true                | value: json           | Cannot coerce Boolean value
            replicas: two              | replicas: 2           | Cannot coerce String value
            minReadySecond: 15         | minReadySeconds: 15   | minReadySecond
            # what the programs would refuse
            LEDGER_STATE_DIRECTORY     | LEDGER_STATE_DIR      | no variable LEDGER_STATE_DIRECTORY
            LEDGER_OPERATIONS_PORT     | LEDGER_OPERATIONS_LISTEN | variable LEDGER_OPERATIONS_PORT
            name: STATE                | name: LEDGER_STATE_DIR | no variable STATE
            value: many                | value: "2"            | LEDGER_THREADS is many
            value: xml                 | value: json           | LEDGER_LOG_FORMAT is xml
            value: top-ups             | value: top-up         | there is no consumer top-ups
            app.Ledger]                | app.LedgerApp]        | app.Ledger has no main method
            app.TopUpMain, now]        | app.TopUpMain]        | takes no arguments
            Main, server,              | Main, serve,          | server
            --replicas,                | --replication,        | --replicas
            --database-password,       | --database-password-file, | --database-password
            $(BOOTSTRAP)               | $(LEDGER_BOOTSTRAP_SERVERS) | no variable BOOTSTRAP
            key: bootstrap             | key: bootstrap-servers | settings has no bootstrap
            /etc/kafka/client.properties | /etc/kafka/kafka.properties | client.properties
            sasl.mechanisms            | sasl.mechanism        | sasl.mechanisms
            kafka-login:user}          | kafka-login:username} | which is not there
            kafka-ca/ca.crt            | kafka-ca/ca.pem       | ca.crt
            read-model/secret          | read-model/password   | no file /etc/read-model/secret
            # ports and probes
            value: 0.0.0.0:9091        | value: 0.0.0.0:9090   | but it listens on {operations=9091}
            value: "9090"              | value: 0.0.0.0:9090   | cannot be reached from outside
            --http-port, "80"          | --http-port, "8080"   | http=80
            path: /healthz             | path: /livez          | startup probe asks for /healthz
            path: /livez               | path: /readyz         | readiness probe asks for /livez
            port: http                 | port: operations      | probe asks port http
            failureThreshold: 1        | failureThreshold: 2   | gives up within 10 s
            prometheus.io/port: "9091" | prometheus.io/port: "9090" | Prometheus is told
            # rights, memory, files
            runAsUser: 0               | runAsUser: 10001      | its pod runs as
            readOnlyRootFilesystem: false | readOnlyRootFilesystem: true | its container may
            drop: [NET_RAW]            | drop: [ALL]           | its container may
            enableServiceLinks: true   | enableServiceLinks: false | told of Services by variables
            memory: 4G                 | memory: 4Gi           | asks for 4G
            ActiveProcessorCount=4     | ActiveProcessorCount=2 | its JVM is told
            mountPath: /state          | mountPath: /var/lib/ledger | on no volume that is kept
            mountPath: /scratch        | mountPath: /tmp       | where native code is unpacked
            secretName: kafka-ledgers  | secretName: kafka-ledger | there is no kafka-ledgers
            claimName: payment         | claimName: payments   | there is no volume payment
            # each to the others
            replicas: 3                | replicas: 2           | LEDGER_INSTANCES is 2, must be 3
            --gateways, "1"            | --gateways, "2"       | --gateways is 1, must be 2
            --most-holds, "2"          | --gateways, "2"       | --gateways is 1, must be 2
            --min-insync, "1"          | --min-insync, "2"     | INSYNC_REPLICAS is 2, must be 1
            type: RollingUpdate        | type: Recreate        | has one owner at a time
            value: top-up              | value: cycle-reset    | the consumers are
            secretName: kafka-api      | secretName: kafka-ledger | another process has its login
            maxUnavailable: 0          | maxUnavailable: 1     | has no PodDisruptionBudget
            targetPort: https          | targetPort: http      | has no port https
            serviceName: ledgers       | serviceName: ledger   | there is no Service ledgers
            port: 5433                 | port: 5432            | is let out to [53, 5433, 9093]
            port: web                  | port: http            | nobody is let in
            podSelector: {matchLabels: {a: b}} | podSelector: {} | no policy denies
            jobLabel: component        | jobLabel: app.kubernetes.io/name | does not find it
            extra-usage-ledger:latest  | extra-usage-ledger:0.1.0-SNAPSHOT | its image is
            terminationGracePeriodSeconds: 30 | terminationGracePeriodSeconds: 90 | is killed
            """)
    void a_wrong_manifest_is_found_out(String wrong, String right, String fault)
            throws IOException {
        List<String> found;
        try {
            found = faults(text -> text.replace(right, wrong));
        } catch (IllegalArgumentException e) {
            found = List.of(e.getMessage());
        }
        assertThat(texts().values()).anySatisfy(text -> assertThat(text).contains(right));
        assertThat(found).anySatisfy(one -> assertThat(one).contains(fault));
    }

    private List<String> faults(UnaryOperator<String> altered) throws IOException {
        Manifests manifests = Manifests.read(texts().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> altered.apply(one.getValue()),
                        (a, b) -> a, LinkedHashMap::new)));
        ManifestPods pods = new ManifestPods(manifests, madeByHand());
        Matcher user = USER.matcher(Files.readString(REPOSITORY.resolve("Dockerfile")));
        assertThat(user.find()).isTrue();
        List<String> faults = new ArrayList<>();
        manifests.workloads().forEach(workload -> faults.addAll(PodFaults.of(
                workload, pods, folder, Integer.parseInt(user.group(1)))));
        if (faults.isEmpty()) { // Else variables may be there that have no value.
            faults.addAll(ClusterFaults.of(manifests, pods));
            faults.addAll(NetworkFaults.of(manifests, pods));
            faults.addAll(ComposeLikeness.faults(manifests, pods, ComposeFile.read(
                    Files.readString(REPOSITORY.resolve("docker-compose.yml")))));
        }
        return faults;
    }

    /** The Secrets and ConfigMaps that README.md has made by hand, with a value for each key. */
    private static Map<String, Map<String, String>> madeByHand() throws IOException {
        Map<String, Map<String, String>> made = new TreeMap<>();
        Matcher row = BY_HAND.matcher(Files.readString(FOLDER.resolve("README.md")));
        while (row.find()) {
            Map<String, String> keys = made.computeIfAbsent(row.group(1), n -> new TreeMap<>());
            KEY.matcher(row.group(2)).results().forEach(key -> keys.put(key.group(1),
                    key.group(1).equals("ca.pem") ? authority : "sample"));
        }
        return made;
    }

    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                texts.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
