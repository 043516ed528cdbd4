package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;

import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import java.util.ArrayList;
import java.util.List;

/** Events as senders send them: each once, with an id of its own, all of this moment. */
public final class Traffic {
    final long now = System.currentTimeMillis();
    private final TestCluster cluster;
    private long nextId = 1;

    public Traffic(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Opens the accounts that {@link #events} is about: until then their inputs are refused. */
    public void openAccounts(int accounts) {
        for (int i = 0; i < accounts; i++) {
            cluster.send(change(newId(), "account-" + i, now, planStarted("pro")));
        }
        cluster.awaitEntries(accounts);
    }

    /** Distinct inputs of so many accounts: plans, credit and use. */
    public List<Event> events(int accounts, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String account = "account-" + i % accounts;
            events.add(switch (i / accounts % 5) {
                case 0 -> change(newId(), account, now, planStarted("pro"));
                case 1 -> change(newId(), account, now, purchase("grant-" + i, 5));
                default -> usage(newId(), account, now);
            });
        }
        return events;
    }

    public EventId newId() {
        return id(now, nextId++);
    }
}
