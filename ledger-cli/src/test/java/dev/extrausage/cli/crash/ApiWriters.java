package dev.extrausage.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.core.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers and an inference service that write over HTTP, each write under one key however often
 * it is sent, to whichever server answers. What they are answered is held against the journal.
 */
final class ApiWriters implements Traffic {
    private static final int USAGE_OF_EACH = 3;
    private static final long BETWEEN_NANOS = 20_000_000;
    private static final Set<Integer> SETTLED = Set.of(200, 202, 402, 422);
    private static final int OK = 200;

    private final ApiClient client;
    private final ApiKeys keys;
    private final Sender sender;
    private final JournalWatch journal;
    private final long seed;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();
    private volatile boolean isGoing;

    ApiWriters(ApiClient client, ApiKeys keys, Sender sender, JournalWatch journal, long seed) {
        this.client = client;
        this.keys = keys;
        this.sender = sender;
        this.journal = journal;
        this.seed = seed;
        keys.customers().keySet().forEach(this::open);
    }

    private void open(String account) {
        String id = newId();
        sender.expect(account, id);
        client.ask("POST", "v1/accounts", keys.operator(), id,
                Map.of("account_id", account, "plan", "pro", "seats", 1));
        Await.until("the account " + account, () -> journal.hasEntry(account, id));
    }

    private String newId() {
        long now = System.currentTimeMillis();
        return EventId.derived(now, "over HTTP " + seed + " " + names.incrementAndGet()).toString();
    }

    @Override public void go() {
        isGoing = true;
        for (String account : keys.customers().keySet()) {
            Random random = new Random(seed + names.incrementAndGet());
            running.add(threads.submit(() -> {
                while (isGoing) {
                    one(account, random);
                    LockSupport.parkNanos(BETWEEN_NANOS);
                }
            }));
        }
    }

    private void one(String account, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> topUp(account);
            case 1, 2, 3 -> limit(account, random.nextInt(500));
            default -> usage(account, random);
        }
    }

    private void limit(String account, int dollars) {
        String id = newId();
        sender.expect(account, id);
        ApiClient.Answer answer = client.ask("PUT", "v1/accounts/" + account
                + "/settings/spend-limit", keys.customers().get(account), id,
                Map.of("monthly_limit_usd", Integer.toString(dollars)));
        requireSettled("the limit " + id, answer);
        JsonNode entry = answer.body().path("entry").path("sequence");
        if (answer.status() == OK) {
            Await.until("the entry of " + id, () -> journal.hasEntry(account, id));
            if (!id.equals(journal.history.get(account).get(entry.asLong()))) {
                journal.wrong.add("the API answers " + id + " with entry " + entry
                        + " of " + account + ", which is another's");
            }
        }
    }

    private void topUp(String account) {
        String id = "http-" + seed + "-" + names.incrementAndGet();
        sender.expectTopUp(account, id);
        requireSettled("the top-up " + id, client.ask("POST", "v1/accounts/" + account
                + "/top-ups", keys.customers().get(account), id, Map.of("amount_usd", "5")));
    }

    private void usage(String account, Random random) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < USAGE_OF_EACH; i++) {
            String id = newId();
            long input = random.nextInt(20_000);
            long output = random.nextInt(10_000);
            sender.expectUsage(account, id, input, output);
            events.add(Map.of("event_id", id, "account_id", account, "app", "cursor",
                    "model", Sender.MODEL, "input_tokens", input, "output_tokens", output));
        }
        Collections.shuffle(events, random);
        requireAccepted(events);
    }

    /** Some may be accepted and others not for the moment: all go again, under the same ids. */
    private void requireAccepted(List<Map<String, Object>> events) {
        Await.until("the acceptance of " + events, () -> {
            ApiClient.Answer answer = client.ask(
                    "POST", "v1/usage", keys.inference(), null, Map.of("events", events));
            requireSettled("usage " + events, answer);
            for (JsonNode result : answer.body().path("results")) {
                if (!result.path("status").asText().equals("accepted")) {
                    return false;
                }
            }
            return answer.status() == OK;
        });
    }

    private void requireSettled(String what, ApiClient.Answer answer) {
        if (!SETTLED.contains(answer.status())) {
            journal.wrong.add(what + " is answered " + answer);
        }
    }

    @Override public void rest() {
        isGoing = false;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            } catch (ExecutionException e) {
                throw new AssertionError("a writer over HTTP", e.getCause());
            }
        }
        running.clear();
    }

    @Override public void close() {
        isGoing = false;
        threads.shutdownNow();
    }
}
