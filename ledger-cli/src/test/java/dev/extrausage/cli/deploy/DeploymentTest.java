package dev.extrausage.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A test has no engine, so docker-compose.yml and Dockerfile are read and held to the code.
 */
class DeploymentTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @Test void all_that_the_containers_are_told_exists_in_the_programs() throws IOException {
        assertThat(faults(text("docker-compose.yml"), text("Dockerfile"))).isEmpty();
    }

    @Test void ledger_consumers_topics_and_api_are_there() throws IOException {
        assertThat(ComposeFile.read(text("docker-compose.yml")).services())
                .filteredOn(ComposeFile.Service::isOurs).extracting(Programs::mainClass)
                .containsExactlyInAnyOrder(
                        Programs.LEDGER, Programs.CONSUMERS, Programs.COMMAND, Programs.COMMAND);
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # variables
            LEDGER_STATE_DIRECTORY: | LEDGER_STATE_DIR: | no variable LEDGER_STATE_DIRECTORY
            STATE: /tmp             | LEDGER_THREADS: "2" | there is no variable STATE
            LEDGER_THREADS: two     | LEDGER_THREADS: "2" | LEDGER_THREADS is two
            LEDGER_THREADS: true    | LEDGER_THREADS: "2" | must be a text or a number
            LEDGER_PAYMENT_FILE:    | LEDGER_PAYMENTS_FILE: | no variable LEDGER_PAYMENT_FILE
            LEDGER_BOOTSTRAP:       | LEDGER_BOOTSTRAP_SERVERS: | there is no variable
            KAFKA_LOG_DIRECTORIES:  | KAFKA_LOG_DIRS:  | no broker setting log.directories
            KAFKA_NODE: "1"         | KAFKA_NODE_ID: "1" | there is no broker setting node
            2@localhost:9093        | 1@localhost:9093 | the node id 1 must be
            ,INNER:PLAINTEXT        | ,HOST:PLAINTEXT  | No security protocol
            CLUSTER_ID: ledger      | CLUSTER_ID: Dj-auR_HSDCFplIMbWQJ_A | kafka: Input string
            REGISTRY_COMPATIBILITY_LEVEL: | REGISTRY_SCHEMA_COMPATIBILITY_LEVEL: | no variable
            # commands
            app.Ledger]             | app.LedgerApp]   | app.Ledger has no main method
            LedgerApp, --now]       | LedgerApp]       | takes no arguments
            , topic,                | , topics,        | topic
            --replicas,             | --replication,   | --replicas
            --partitions, four      | --partitions, "4" | four
            # addresses and ports
            http://registry:8081    | http://schema-registry:8081 | no service registry
            http://schema-registry:80 | http://schema-registry:8081 | does not listen on 80
            BOOTSTRAP_SERVERS: kafka:9092 | BOOTSTRAP_SERVERS: kafka:19092 | elsewhere, to [kafka
            localhost:8080/subjects | localhost:8081/subjects | does not listen on 8080
            - 127.0.0.1:9092:9093   | - 127.0.0.1:9092:9092 | published port 9093 is not listened on
            - 127.0.0.1:9094:9092   | - 127.0.0.1:9092:9092 | 127.0.0.1:9092 is advertised, but not
            - 0.0.0.0:8081:8081     | - 127.0.0.1:8081:8081 | is not for this machine alone
            LISTEN: 0.0.0.0:9092    | LISTEN: 0.0.0.0:9091 | published port 9091 is not listened on
            LISTEN: "9093"          | LISTEN: 0.0.0.0:9093 | published port 9093 is not listened on
            --operations-port, "0"  | --operations-port, "9090" | published port 9090 is not
            LISTEN: everywhere      | LISTEN: 0.0.0.0:9091 | LEDGER_OPERATIONS_LISTEN is everywhere
            # order and health
            service_started}        | service_completed_successfully} | waits for topics with
            broker: {condition      | kafka: {condition | waits for broker, which
            x-healthcheck:          | healthcheck:     | has no health check
            test, -f, /ready]       | test, -f, /tmp/ready] | does not look for its ready file
            restart: always         | restart: unless-stopped | restart is always
            # volumes and images
            - data:/var/lib/kafka   | - kafka-data:/var/lib/kafka | volume data is not declared
            LEDGER_STATE_DIR: /state | LEDGER_STATE_DIR: /var/lib/ledger | which is on no volume
            ledger-state:/state     | ledger-state:/var/lib/ledger | the image has no /state
            apache/kafka:4.3.0      | apache/kafka:4.3.1 | what is tested is apache/kafka:4.3.1
            cp-schema-registry:latest | cp-schema-registry:8.3.1 | is not pinned
            build: .                | pull_policy: never | and these do: [topics, ledger, cons
            pull_policy: never      | build: .         | and these do: []
            extra-usage-ledger:0.0  | extra-usage-ledger:0.1.0-SNAPSHOT | its image is not called
            """)
    void a_wrong_compose_file_is_found_out(String wrong, String right, String fault)
            throws IOException {
        assertThat(faults(altered("docker-compose.yml", right, wrong), text("Dockerfile")))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(delimiter = '|', textBlock = """
            FROM eclipse-temurin    | FROM eclipse-temurin:17-jre-noble | is not pinned
            FROM eclipse-temurin:25-jre | FROM eclipse-temurin:17-jre-noble | is not of Java 17
            USER root               | USER ledger         | it runs as root
            COPY logback.xml        | COPY deploy/logback.xml | it is not there to be copied
            COPY docs               | COPY deploy/logback.xml | it is not there to be copied
            ledger-cli/target/libs  | ledger-cli/target/lib | Maven leaves no libs
            /src/ledger/target      | /src/ledger-cli/target | in the target of ledger
            /opt/lib/*.jar          | /opt/ledger/lib/*.jar | from /opt/lib, to which nothing is
            File=/opt/logback.xml   | File=/opt/ledger/logback.xml | to which nothing is copied
            && sh /opt/archive.sh   | && sh /opt/ledger/class-archive.sh | to which nothing is copied
            @/opt/class-path        | @/opt/ledger/class-path | nothing makes /opt/class-path
            File=/opt/ledger/other.jsa | File=/opt/ledger/classes.jsa | nothing makes /opt/ledger/o
            ENTRYPOINT java         | ENTRYPOINT ["java", | ENTRYPOINT is not a list
            """)
    void a_wrong_dockerfile_is_found_out(String wrong, String right, String fault)
            throws IOException {
        assertThat(faults(text("docker-compose.yml"), altered("Dockerfile", right, wrong)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    private static List<String> faults(String compose, String dockerfile) throws IOException {
        ComposeFile file = ComposeFile.read(compose);
        List<String> faults = new ArrayList<>();
        file.services().forEach(service -> faults.addAll(Programs.faults(service)));
        faults.addAll(Wiring.faults(file));
        faults.addAll(Images.faults(file, Dockerfile.read(dockerfile), REPOSITORY));
        return faults;
    }

    private static String altered(String file, String right, String wrong) throws IOException {
        String text = text(file);
        assertThat(text).contains(right);
        return text.replace(right, wrong);
    }

    private static String text(String file) throws IOException {
        return Files.readString(REPOSITORY.resolve(file));
    }
}
