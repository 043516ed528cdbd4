package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.cli.Command;
import dev.extrausage.client.publish.UsagePublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data of earlier versions goes on under this one. Asserts only what holds however old the data has
 * become: its cycles have rolled and its grants expired meanwhile, its ids are no longer compared.
 */
@Timeout(300)
class ReleasedDataTest {
    private static final String STEADY = ReleasedDataMaker.STEADY;
    /** Ids younger than that are still compared; older than 35 days they are refused. */
    private static final Duration SURELY_COMPARED = Duration.ofDays(34);

    @TempDir private Path folder;
    private ReleasedData released;

    @ParameterizedTest
    @ValueSource(strings = "2026-11-28")
    void an_earlier_data_folder_goes_on_and_its_audit_holds(String name) throws IOException {
        released = ReleasedData.unpack(name, folder);
        try (RunningUp up = RunningUp.on(released.data(), ReleasedDataMaker.PARTITIONS)) {
            assertBalancesAreTheSame(up);
            publish(up, more("before-the-kill"));
            publishAgainWhatWasDecided(up);
            deliverTheSpool(up);
        }
        try (RunningUp up = RunningUp.on(released.data(), ReleasedDataMaker.PARTITIONS)) {
            publishAgainWhatWasDecided(up);
            publish(up, more("after-the-kill"));
            up.run("top-up", STEADY, "7", "--key", "after-the-kill").ended(0);
            assertSteadyAccountAddsUp(up);
            assertEntriesAreTheSame(up);
            awaitAuditThatHolds(up);
            awaitChargesThatAreMatched(up);
            up.run("statement", STEADY).ended(0);
            up.stop();
        }
    }

    /** Compares balances with those the ledger told when it was stopped. */
    private void assertBalancesAreTheSame(RunningUp up) {
        String then = released.expected().get("known_at").asText();
        each("balances", (account, balance) -> {
            JsonNode now = up.json("balance", account, "--json", "--as-known-at", then)
                    .get("balance");
            leaveOutNewExpiries(balance, now);
            assertHolds(account, balance, now);
        });
    }

    /** A past balance did not always tell when the starter credit expires: null stood there. */
    private static void leaveOutNewExpiries(JsonNode then, JsonNode now) {
        for (int i = 0; i < then.path("grants").size(); i++) {
            JsonNode before = then.get("grants").get(i);
            if (before.get("expires_at").isNull() && before.get("kind").asText().equals("STARTER")
                    && now.path("grants").get(i) instanceof ObjectNode grant) {
                grant.putNull("expires_at");
            }
        }
    }

    /** Each entry of then, in its place; others may follow. */
    private void assertEntriesAreTheSame(RunningUp up) {
        each("entries", (account, entries) -> {
            JsonNode now = up.entries(account);
            entries.forEach(then -> assertHolds(
                    account, then, now.get(then.get("sequence").asInt() - 1)));
            for (int i = 0; i < now.size(); i++) {
                assertThat(now.get(i).get("sequence").asInt()).as(account).isEqualTo(i + 1);
            }
        });
    }

    private interface ForAccount {
        void check(String account, JsonNode expected);
    }

    private void each(String what, ForAccount check) {
        released.expected().get(what).properties()
                .forEach(a -> check.check(a.getKey(), a.getValue()));
    }

    /** Every field of then with its value of then; new fields may be there. */
    private static void assertHolds(String account, JsonNode then, JsonNode now) {
        then.properties().forEach(field -> assertThat(now.get(field.getKey()))
                .as("%s of %s, which was %s", field.getKey(), account, then)
                .isEqualTo(field.getValue()));
    }

    private void publish(RunningUp up, ReleasedHistory events) throws IOException {
        up.run("publish", events.in(folder)).ended(0);
    }

    /** A dollar of the steady account's, and something of everybody's. */
    private ReleasedHistory more(String name) {
        ReleasedHistory more = new ReleasedHistory(name).usage(STEADY, "cursor", 100);
        released.expected().get("balances").fieldNames().forEachRemaining(account -> {
            if (!account.equals(STEADY)) {
                more.usage(account, "claude.ai", 7).usage(account, "cursor", 3);
            }
        });
        return more;
    }

    /** Counted once: left out while its id is compared, refused as too old afterwards. */
    private void publishAgainWhatWasDecided(RunningUp up) {
        int before = up.entries(STEADY).size();
        up.run("publish", released.decided()).ended(0);
        JsonNode after = up.entries(STEADY);
        if (released.age().compareTo(SURELY_COMPARED) < 0) {
            assertThat(after).hasSize(before);
        }
        for (int i = before; i < after.size(); i++) {
            assertThat(after.get(i).get("reason").asText()).isEqualTo("TOO_OLD");
        }
    }

    private void deliverTheSpool(RunningUp up) {
        UsagePublisher publisher = UsagePublisher.builder().bootstrapServers(up.bootstrap())
                .spool(released.spool()).open();
        publisher.close(Duration.ofSeconds(120));
        assertThat(publisher.metrics().waiting()).as("events left in the spool").isZero();
        List<String> spooled = new ArrayList<>();
        released.expected().get("spooled").forEach(id -> spooled.add(id.asText()));
        Await.until("the spool's events in the journal",
                () -> idsOf(up, ReleasedDataMaker.SPOOLED).containsAll(spooled));
    }

    private static List<String> idsOf(RunningUp up, String account) {
        List<String> ids = new ArrayList<>();
        up.entries(account).forEach(entry -> ids.add(entry.get("event_id").asText()));
        return ids;
    }

    /** Two dollars of usage and one top-up of seven since then. */
    private void assertSteadyAccountAddsUp(RunningUp up) {
        long then = released.expected().get("balances").get(STEADY)
                .get("extra_usage_nanos").asLong();
        assertThat(up.json("balance", STEADY, "--json").get("extra_usage_nanos").asLong())
                .isEqualTo(then + (7 - 2) * Load.DOLLAR);
    }

    /** Reloads that the new usage made due may be under way: it holds when they are settled. */
    private void awaitAuditThatHolds(RunningUp up) {
        Await.untilNothing("the audit finds", () -> {
            Command audit = up.run("audit", "--inputs");
            return audit.status() == 0 ? "" : audit.toString();
        });
    }

    /** Purchases that were entered by hand have no charge; everything else is matched. */
    private void awaitChargesThatAreMatched(RunningUp up) {
        Await.untilNothing("the audit finds besides purchases by hand", () -> {
            String out = up.run("audit", "--json", "--payments",
                    released.data().resolve("payments.log")).ended(1).out();
            List<String> others = new ArrayList<>();
            RunningUp.parsed(out).get("findings").forEach(f -> {
                boolean byHand = f.get("verdict").asText().equals("UNSUPPORTED")
                        && List.of("ada", "dan", "eve").contains(f.get("account").asText());
                if (!byHand) {
                    others.add(f.toString());
                }
            });
            return String.join("\n", others);
        });
    }
}
