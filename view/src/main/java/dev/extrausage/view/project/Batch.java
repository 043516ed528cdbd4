package dev.extrausage.view.project;

import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.view.database.FoldedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of one partition that are not in the database yet. Belongs to one thread. */
final class Batch {
    private final List<FoldedEntry> entries = new ArrayList<>();
    private final Map<String, Bytes> snapshots = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();
    private long since;

    /** A snapshot as it lies on the topic; {@code value} null: there is none any more. */
    record Bytes(long offset, byte[] value) { }

    /** A request for a top-up. */
    record Request(long offset, TopUpRequested value) { }

    void add(FoldedEntry entry) {
        begin();
        entries.add(entry);
    }

    /** The latest of an account replaces those before it. */
    void add(String accountId, Bytes snapshot) {
        begin();
        snapshots.put(accountId, snapshot);
    }

    void add(Request request) {
        begin();
        requests.add(request);
    }

    private void begin() {
        if (isEmpty()) {
            since = System.nanoTime();
        }
    }

    boolean isEmpty() {
        return entries.isEmpty() && snapshots.isEmpty() && requests.isEmpty();
    }

    int size() {
        return entries.size() + snapshots.size() + requests.size();
    }

    /** The nanoseconds since its first record. */
    long age() {
        return System.nanoTime() - since;
    }

    List<FoldedEntry> entries() {
        return entries;
    }

    Map<String, Bytes> snapshots() {
        return snapshots;
    }

    List<Request> requests() {
        return requests;
    }

    Set<String> accounts() {
        Set<String> accounts = new HashSet<>(snapshots.keySet());
        entries.forEach(e -> accounts.add(e.accountId()));
        requests.forEach(r -> accounts.add(r.value().getAccountId()));
        return accounts;
    }

    void clear() {
        entries.clear();
        snapshots.clear();
        requests.clear();
    }

    /** Drops what another writer has written, and returns the accounts that it was about. */
    Set<String> dropBefore(Position written) {
        Set<String> accounts = accounts();
        entries.removeIf(e -> e.offset() < written.entries());
        snapshots.values().removeIf(s -> s.offset() < written.balances());
        requests.removeIf(r -> r.offset() < written.requests());
        return accounts;
    }
}
