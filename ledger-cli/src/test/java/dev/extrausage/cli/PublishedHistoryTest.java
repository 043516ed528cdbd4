package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.replay.Replay;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file that is published makes the entries that a replay of the same file prints. */
@ExtendWith(SharedStack.class)
@Timeout(300)
class PublishedHistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("pia", "paul", "pete");

    @TempDir private Path folder;

    @Test
    void a_published_historys_journal_is_the_replay_of_its_file(SharedStack.Running ledger)
            throws IOException {
        EventFile history = history();

        Command published = Command.run("publish", history.in(folder), "--data", ledger.data());
        assertThat(published.err()).isEmpty();
        List<BalanceChange> journal = journal(ledger);

        assertThat(replayed(asReceived(history, journal)))
                .containsExactlyInAnyOrderElementsOf(
                        journal.stream().map(PublishedHistoryTest::asReplayed).toList());
        assertThat(journal).extracting(BalanceChange::getOutcome)
                .contains("APPLIED", "UNCOVERED", "NO_CHANGE", "REFUSED");
    }

    /** Accounts take turns, and every account changes topics often. */
    private static EventFile history() {
        EventFile file = new EventFile("p");
        NAMES.forEach(name -> file.usage(name, "cursor", 100));
        NAMES.forEach(name -> file.account(name, "'type':'PlanStarted','plan':'pro','seats':1"));
        for (int turn = 0; turn < 6; turn++) {
            for (String name : NAMES) {
                file.usage(name, "claude.ai", 900).usage(name, "cursor", 450)
                        .account(name, "'type':'CreditGranted','grant_id':'g" + turn
                                + "','kind':'PURCHASE','amount_nanos':5000000000")
                        .usage(name, "cursor", 100 * turn)
                        .account(name, "'type':'SpendLimitSet','monthly_limit_nanos':"
                                + turn / 2 * 8_000_000_000L)
                        .usage(name, "claude-code", 30);
            }
        }
        file.again(0).again(3).again(7).account("pia", "'type':'CreditRefunded','refund_id':'r1',"
                + "'grant_id':'g5','amount_nanos':2000000000");
        file.account("paul", "'type':'AccountClosed'").usage("paul", "cursor", 1);
        return file.account("pete", "'type':'PlanStarted','plan':'team','seats':3");
    }

    private static List<BalanceChange> journal(SharedStack.Running ledger) {
        AvroCodec<BalanceChange> codec = new AvroCodec<>(BalanceChange.class,
                Topics.BALANCE_CHANGES.topicName(), ReleasedSchemas.load());
        List<BalanceChange> entries = new ArrayList<>();
        try (Cluster cluster =
                Cluster.connect(ledger.stack().bootstrap(), ReleasedSchemas.load())) {
            for (int p = 0; p < cluster.partitions(); p++) {
                try (PartitionReader reader =
                        new PartitionReader(cluster, Topics.BALANCE_CHANGES, p)) {
                    reader.readToEnd(record -> entries.add(codec.decode(record.value())));
                }
            }
        }
        entries.removeIf(entry -> !NAMES.contains(entry.getAccountId()));
        return entries;
    }

    /** The file's lines with the broker's times, each delivery of what was refused with its own. */
    private static List<String> asReceived(EventFile history, List<BalanceChange> journal)
            throws IOException {
        Map<String, Deque<Instant>> received = new HashMap<>();
        journal.forEach(entry -> received.computeIfAbsent(idOf(entry), id -> new ArrayDeque<>())
                .add(entry.getReceivedAt()));
        List<String> lines = new ArrayList<>();
        for (String line : history.lines()) {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            Deque<Instant> times = received.get(event.get(
                    event.has("usage") ? "usage" : "account").get("event_id").asText());
            Instant time = times.size() > 1 ? times.poll() : times.peek();
            lines.add(event.put("received_at", UtcTime.format(time.toEpochMilli())).toString());
        }
        return lines;
    }

    private static List<JsonNode> replayed(List<String> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Replay.run(new ByteArrayInputStream(
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8)), out,
                CatalogFile.defaultCatalog());
        List<JsonNode> entries = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            ObjectNode entry = (ObjectNode) JSON.readTree(line);
            entry.remove("next_due_at"); // the journal has none, the snapshot has it
            entries.add(JSON.readTree(entry.toString()));
        }
        return entries;
    }

    private static JsonNode asReplayed(BalanceChange entry) {
        ObjectNode json = JSON.createObjectNode().put("account_id", entry.getAccountId())
                .put("sequence", entry.getSequence()).put("event_id", idOf(entry))
                .put("clock", time(entry.getClock())).put("outcome", entry.getOutcome())
                .put("reason", entry.getReason()).put("cost_nanos", entry.getCostNanos());
        ArrayNode postings = json.putArray("postings");
        for (Posting posting : entry.getPostings()) {
            postings.addObject().put("from", posting.getFrom()).put("to", posting.getTo())
                    .put("grant_id", posting.getGrantId())
                    .put("amount_nanos", posting.getAmountNanos())
                    .put("effective_at", time(posting.getEffectiveAt()));
        }
        json.put("allowance_left_nanos", entry.getAllowanceLeftNanos())
                .put("extra_usage_nanos", entry.getExtraUsageNanos())
                .put("spent_nanos", entry.getSpentNanos()).putNull("top_up_due");
        entry.getNotices().forEach(json.putArray("notices")::add);
        try {
            return JSON.readTree(json.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String idOf(BalanceChange entry) {
        return entry.getCause() instanceof UsageEvent usage ? usage.getEventId()
                : ((AccountEvent) entry.getCause()).getEventId();
    }

    private static String time(Instant instant) {
        return instant == null ? null : UtcTime.format(instant.toEpochMilli());
    }
}
