package dev.extrausage.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.benchmarks.http.HttpLoadPlan;
import dev.extrausage.benchmarks.process.Child;
import dev.extrausage.benchmarks.process.ImageJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process of the HTTP API, seen by who measures it. */
final class ApiServer implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final String FOLDED = "extra_usage_view_entries_folded_total ";
    private static final String STREAMS = "extra_usage_api_streams ";
    private static final int OK = 200;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Child child;
    private final URI url;
    private final URI operations;

    /**
     * The memory of the process after a garbage collection, in bytes.
     *
     * @param heap used
     * @param resident of the whole process; 0 where the system does not tell
     */
    record Memory(long heap, long resident) { }

    private ApiServer(Child child) {
        this.child = child;
        JsonNode started = child.answer(LONGEST_ANSWER);
        url = URI.create(started.required("url").textValue());
        operations = URI.create(started.required("operations").textValue());
    }

    /** The flags of its JVM: those of the image's, and its heap. */
    static List<String> flags(int heapMegabytes) {
        List<String> flags = new ArrayList<>(ImageJvm.flags());
        flags.add("-Xmx" + heapMegabytes + "m");
        return flags;
    }

    /**
     * Starts one; returns when it listens.
     *
     * @param folder for its log and its data; must exist and be empty
     * @param plan whose database it uses, where {@code postgresql}
     */
    static ApiServer start(
            String bootstrap, Path folder, int heapMegabytes, ApiPlan plan, boolean postgresql) {
        List<String> arguments = new ArrayList<>(
                List.of(bootstrap, folder.resolve("data").toString()));
        if (postgresql) {
            arguments.addAll(List.of(plan.database(), plan.user() == null ? "" : plan.user(),
                    plan.passwordFile() == null ? "" : plan.passwordFile().toString()));
        }
        Child child = Child.start("api", folder, flags(heapMegabytes),
                "dev.extrausage.benchmarks.api.ApiServerMain", arguments.toArray(String[]::new));
        try {
            return new ApiServer(child);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** A new key of a role that reaches every account. */
    String key(String role) {
        return child.ask(mapper.createObjectNode().put("do", "key").put("role", role),
                LONGEST_ANSWER).required("key").textValue();
    }

    /** A load on it, of that many requests a second; 0: as many as are answered. */
    HttpLoadPlan load(String key, int connections, int perSecond, ApiPlan plan) {
        return new HttpLoadPlan(url.getHost(), url.getPort(), key, connections, perSecond,
                plan.warmUp(), plan.measured());
    }

    /** The address at which it listens. */
    URI url() {
        return url;
    }

    /** Collects garbage first. */
    Memory memory() {
        JsonNode answer = child.ask("memory", LONGEST_ANSWER);
        return new Memory(answer.required("heap").longValue(),
                answer.required("resident").longValue());
    }

    /** The processor time it has taken. */
    Duration cpu() {
        return child.cpu();
    }

    /** True if its whole read model and its balances are there. */
    boolean isReady() throws IOException, InterruptedException {
        return get("/readyz").statusCode() == OK;
    }

    /** The entries it has folded since it started. */
    long folded() throws IOException, InterruptedException {
        return metric(FOLDED);
    }

    /** The streams that it takes to be open. */
    long openStreams() throws IOException, InterruptedException {
        return metric(STREAMS);
    }

    private long metric(String name) throws IOException, InterruptedException {
        return get("/metrics").body().lines().filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .findFirst().orElseThrow(() -> new IOException("/metrics has no " + name));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(operations.resolve(path))
                .timeout(LONGEST_ANSWER).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Kills the process. */
    @Override public void close() {
        child.close();
    }
}
