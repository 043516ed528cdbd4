package dev.extrausage.schemas;

import dev.extrausage.schemas.SchemaIds.WaitEnded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry until it answers: it may be down for hours, and a stop must still be prompt.
 * So every wait, for an answer or between two tries, also ends when this is closed.
 */
final class RegistryConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryConnection.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final SchemaRegistry.Settings settings;
    private final String address;
    private final HttpClient http;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /** Why there was no answer yet, by what is asked for. */
    private final Map<String, String> waits = new ConcurrentHashMap<>();

    /** The answer over HTTP, whoever gave it. */
    record Answer(int status, byte[] body) { }

    /** Reads a registry's answer; throws {@link NoAnswer} if a registry would not say it. */
    interface Meaning<T> {
        T of(Answer answer) throws NoAnswer;
    }

    /** There was no answer that a registry gives; the message completes a log line. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String why) {
            super(why);
        }
    }

    RegistryConnection(SchemaRegistry.Settings settings) {
        this.settings = settings;
        this.address = withoutLogin(settings.address());
        // Version 1.1 spares registries the upgrade header to HTTP/2, which some choke on.
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.timeout()).build();
    }

    /** The address as it is asked and logged: no password, no slash at its end. */
    private static String withoutLogin(URI uri) {
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return uri.getScheme() + "://" + host + uri.getPath().replaceFirst("/+$", "");
    }

    /**
     * Asks until there is an answer with a meaning, and returns that.
     *
     * @param what what is asked for, for the log
     * @param body sent as POST if there is one, else it is a GET
     * @throws WaitEnded if closed or interrupted meanwhile
     */
    <T> T ask(String what, String path, Optional<String> body, Meaning<T> meaning) {
        try {
            return askAgain(what, request(path, body), meaning);
        } finally {
            waits.remove(what);
        }
    }

    /** Asks once; the sentence that says why there is no answer with a meaning, or empty. */
    <T> Optional<String> fault(String path, Meaning<T> meaning) {
        try {
            meaning.of(exchange(request(path, Optional.empty())));
            return Optional.empty();
        } catch (NoAnswer e) {
            return Optional.of(named(e.getMessage()));
        }
    }

    /** The answer that it waits for, with the reason; empty while every one came at once. */
    Optional<String> waitsFor() {
        return waits.values().stream().findFirst().map(this::named);
    }

    private String named(String why) {
        return "the schema registry at " + address + ", " + why;
    }

    private <T> T askAgain(String what, HttpRequest request, Meaning<T> meaning) {
        Duration pause = settings.firstPause();
        for (long tries = 1; ; tries++) {
            try {
                T answer = meaning.of(exchange(request));
                if (tries > 1) {
                    LOG.info("The schema registry at {} has answered: {}", address, what);
                }
                return answer;
            } catch (NoAnswer e) {
                waits.put(what, e.getMessage());
                LOG.warn("Waiting for the schema registry at {}: asked it {} time(s) for {}, {}. "
                        + "Asking again in {} ms", address, tries, what, e.getMessage(),
                        pause.toMillis());
            }
            awaitPause(pause);
            pause = shorter(pause.multipliedBy(2), settings.longestPause());
        }
    }

    private HttpRequest request(String path, Optional<String> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", MEDIA_TYPE + ", application/json");
        settings.login().ifPresent(login -> request.header("Authorization", "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
        body.ifPresent(text -> request.header("Content-Type", MEDIA_TYPE)
                .POST(BodyPublishers.ofString(text)));
        return request.build();
    }

    private Answer exchange(HttpRequest request) throws NoAnswer {
        // The client's own timeout ends with the headers: one that trickles its body would hang us.
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            awaitFirst(sent, settings.timeout());
            HttpResponse<byte[]> response = sent.get();
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw new NoAnswer("no answer within " + settings.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new NoAnswer("it cannot be reached: " + e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            sent.cancel(true);
        }
    }

    private void awaitPause(Duration pause) {
        try {
            awaitFirst(new CompletableFuture<>(), pause);
        } catch (TimeoutException e) {
            // The pause is over.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pause cannot fail", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for {@code awaited}, for this to be closed, or for the time to be up. */
    private void awaitFirst(CompletableFuture<?> awaited, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.anyOf(awaited, closed).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (closed.isDone()) {
            throw new WaitEnded("the schema registry's client was closed");
        }
    }

    private static WaitEnded interrupted() {
        Thread.currentThread().interrupt();
        return new WaitEnded("interrupted while waiting for the schema registry");
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Ends every wait, now and from now on. */
    void close() {
        closed.complete(null);
    }
}
