package dev.extrausage.client.example;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.RequestEstimate;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.client.publish.NotPublished;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** An inference service: it asks, runs the model (pretends to), and publishes what that used. */
public final class ExampleService implements AutoCloseable {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final long MOST_OUTPUT_TOKENS = 1_000;

    private final UsageGate gate;
    private final UsagePublisher publisher;

    public ExampleService(String kafka, Path spool) throws InterruptedException {
        gate = UsageGate.builder(kafka, CatalogFile.defaultCatalog()).start();
        publisher = UsagePublisher.builder().bootstrapServers(kafka).spool(spool).open();
        gate.awaitReady(Duration.ofMinutes(2)); // not ready by then, it answers by a policy
    }

    public String serve(String account, String app, String prompt) {
        Instant admittedAt = Instant.now();
        RequestEstimate estimate = RequestEstimate.of(MODEL)
                .tokens(tokens(prompt), MOST_OUTPUT_TOKENS).build();
        try (Admission admission = gate.admit(account, app, estimate)) {
            if (!admission.isAllowed()) {
                return admission.message();
            }
            String answer = runModel(prompt);
            Usage usage = Usage.of(account).app(app).model(MODEL).admittedAt(admittedAt)
                    .tokens(tokens(prompt), tokens(answer)).build();
            admission.settleWith(publisher.publish(usage));
            return answer;
        } catch (NotPublished e) { // the spool is full or its disk fails: refuse, and be looked at
            return "Temporarily unavailable: " + e.getMessage();
        }
    }

    private static String runModel(String prompt) {
        return "You said: " + prompt;
    }

    private static long tokens(String text) {
        return text.length() / 4 + 1;
    }

    @Override public void close() {
        publisher.close();
        gate.close();
    }
}
