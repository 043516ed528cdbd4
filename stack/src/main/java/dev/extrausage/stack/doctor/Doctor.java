package dev.extrausage.stack.doctor;

import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.stack.RunningStack;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Examines a cluster and this machine, part by part; what cannot be asked is a finding as well. */
public final class Doctor {
    private static final long PATIENCE_SECONDS = 20;

    private final LedgerSettings settings;
    private final List<String> groups;
    private final Optional<Path> data;
    private final Optional<RunningStack> running;
    private final Optional<URI> registry;

    /** One part of the examination. */
    interface Part {
        /** Looks, and adds what it finds. */
        void examine(List<Diagnosis> findings);
    }

    /**
     * An examination yet to be made.
     *
     * @param settings of the ledger; its state directory is looked at
     * @param consumers the groups of the consumers that must be at work beside the ledger's
     * @param data the folder whose disk is looked at, and the stack that runs on it; empty for none
     * @param registry the schema registry; empty: that of the stack, if it has one
     */
    public Doctor(LedgerSettings settings, List<String> consumers, Optional<Path> data,
            Optional<URI> registry) {
        this.settings = settings;
        this.groups = new ArrayList<>(consumers);
        groups.add(0, settings.applicationId());
        this.data = data;
        this.running = data.flatMap(RunningStack::in)
                .filter(stack -> stack.bootstrap().equals(settings.bootstrapServers()));
        this.registry = registry.or(
                () -> running.flatMap(stack -> Optional.ofNullable(stack.schemaRegistry())));
    }

    /** All findings, in a fixed order. Nothing is changed by asking. */
    public List<Diagnosis> examine() {
        List<Diagnosis> findings = new ArrayList<>();
        try (Admin admin = Admin.create(settings.forClients())) {
            run("Kafka", new BrokerPart(admin, settings)::examine, findings);
            if (findings.stream().allMatch(Diagnosis::isWell)) {
                run("timeouts", new TimeoutPart(admin, settings)::examine, findings);
                run("topics", new TopicPart(admin, settings)::examine, findings);
                run("memory", new MemoryPart(admin, settings)::examine, findings);
                run("groups", new GroupPart(admin, settings, groups)::examine, findings);
                run("clocks", new ClockPart(admin, settings)::examine, findings);
            }
        } catch (KafkaException e) {
            findings.add(Diagnosis.wrong("Kafka", "its clients cannot be made: " + rootOf(e)));
        }
        registry.ifPresent(address -> run(
                "schema registry", new RegistryPart(address)::examine, findings));
        running.ifPresent(stack -> run("this ledger up", new StackPart(
                stack, data.orElseThrow().resolve("ledger.log"))::examine, findings));
        run("certificates", new CertificatePart(settings)::examine, findings);
        run("machine", new MachinePart(settings, data, running)::examine, findings);
        return findings;
    }

    private static void run(String subject, Part part, List<Diagnosis> findings) {
        try {
            part.examine(findings);
        } catch (CannotStart | ClusterProblem | KafkaException | Unanswered e) {
            findings.add(Diagnosis.wrong(subject, "cannot be asked: " + rootOf(e)
                    + ". It must answer, and this principal be allowed to ask"));
        }
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** Kafka has not answered, or said no. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** The answer; throws {@link Unanswered} when there is none. */
    static <T> T to(KafkaFuture<T> asked) {
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Unanswered("Kafka refuses", e.getCause());
        } catch (TimeoutException e) {
            throw new Unanswered("no answer within " + PATIENCE_SECONDS + " s", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted", null);
        }
    }
}
