package dev.extrausage.cli.crash;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The consumers' end of a {@link SharedProcessor}: an answer that does not come is left open. */
final class RemoteProcessor implements CardProcessor {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final ObjectMapper mapper = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI url;

    RemoteProcessor(URI url) {
        this.url = url;
    }

    @Override public Payment charge(String key, String accountId, long amountNanos)
            throws ProcessorUnavailable {
        return call("charge", Map.of("key", key, "account", accountId, "nanos", amountNanos),
                Payment.class);
    }

    @Override public Optional<Payment> find(String key) throws ProcessorUnavailable {
        return Optional.ofNullable(call("find", Map.of("key", key), Payment.class));
    }

    @Override public Optional<Payment> findById(String paymentId) throws ProcessorUnavailable {
        return Optional.ofNullable(
                call("find-by-id", Map.of("payment", paymentId), Payment.class));
    }

    @Override public Refund refund(String paymentId, String key, long amountNanos)
            throws ProcessorUnavailable {
        return call("refund", Map.of("payment", paymentId, "key", key, "nanos", amountNanos),
                Refund.class);
    }

    @Override public Optional<Refund> findRefund(String paymentId, String key)
            throws ProcessorUnavailable {
        return Optional.ofNullable(
                call("find-refund", Map.of("payment", paymentId, "key", key), Refund.class));
    }

    private <T> T call(String what, Map<String, Object> body, Class<T> answer)
            throws ProcessorUnavailable {
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(url.resolve(what))
                    .timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofString(
                            mapper.writeValueAsString(body))).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == OK) {
                return mapper.readValue(response.body(), answer);
            }
            if (response.statusCode() == SharedProcessor.UNAVAILABLE) {
                throw new ProcessorUnavailable(response.body());
            }
            throw new IllegalArgumentException(response.body());
        } catch (IOException e) {
            throw new ProcessorUnavailable("the processor does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessorUnavailable("interrupted");
        }
    }
}
