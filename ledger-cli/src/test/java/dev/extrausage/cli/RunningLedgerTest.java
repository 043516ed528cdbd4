package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a running stack, which they find by its data directory. */
@ExtendWith(SharedStack.class)
@Timeout(300)
class RunningLedgerTest {
    private static final String PRO = "'type':'PlanStarted','plan':'pro','seats':1";

    private final SharedStack.Running ledger;
    @TempDir private Path folder;

    RunningLedgerTest(SharedStack.Running ledger) {
        this.ledger = ledger;
    }

    @Test
    void a_published_file_shows_in_the_balance() throws IOException {
        publish(new EventFile("shows").account("shows", PRO)
                .account("shows", "'type':'CreditGranted','grant_id':'g1','kind':'PURCHASE',"
                        + "'amount_nanos':10000000000")
                .account("shows", "'type':'SpendLimitSet','monthly_limit_nanos':50000000000")
                .usage("shows", "claude.ai", 250).usage("shows", "cursor", 300));

        Command balance = Command.run("balance", "shows", "--data", ledger.data());

        balance.ended(0);
        assertThat(balance.out()).contains("shows · pro · open · entry 5",
                "$17.50 left of $20, resets",
                "$7 left; lasts 2 days at the present rate of $3 a day",
                "$3 of bought credit this cycle, at most $50")
                .containsPattern("g1 +PURCHASE +\\$7 ")
                .containsPattern("Third-party +open");
    }

    @Test
    void a_balances_json_has_the_contracts_names_and_whole_numbers() throws IOException {
        publish(new EventFile("json").account("json", PRO).usage("json", "claude.ai", 250));

        JsonNode balance = new ObjectMapper().readTree(
                Command.run("balance", "json", "--json", "--data", ledger.data()).out());

        assertThat(balance.get("allowance_left_nanos").asLong()).isEqualTo(17_500_000_000L);
        assertThat(balance.get("cycle_end").asText()).endsWith("Z");
        assertThat(balance.get("third_party").get("reason").asText())
                .isEqualTo("OUT_OF_EXTRA_USAGE");
        assertThat(balance.get("lasts_days").isNull()).isTrue();
    }

    @Test
    void a_blocked_app_is_told_why() throws IOException {
        publish(new EventFile("blocked").account("blocked", PRO));

        assertThat(Command.run("balance", "blocked", "--data", ledger.data()).out()).contains(
                "blocked, OUT_OF_EXTRA_USAGE: Third-party apps now draw from your extra usage, not"
                        + " your plan limits.");
    }

    @Test
    void an_account_nobody_opened_is_said_to_be_unknown() throws IOException {
        Command never = Command.run("balance", "never", "--data", ledger.data());
        never.ended(1);
        assertThat(never.err()).contains("there is no account never");

        publish(new EventFile("unopened").usage("unopened", "cursor", 10));
        Command unopened = Command.run("balance", "unopened", "--data", ledger.data());
        unopened.ended(1);
        assertThat(unopened.err()).contains("was never opened", "1 inputs were refused");
    }

    @Test
    void an_unreadable_line_is_named_others_are_published() throws IOException {
        EventFile file = new EventFile("bad").account("bad", PRO).add("{\"usage\":{}}").add(" ")
                .usage("bad", "claude.ai", 100);

        Command published = Command.run("publish", file.in(folder), "--data", ledger.data());

        published.ended(1);
        assertThat(published.err()).startsWith("line 2: ").hasLineCount(1);
        assertThat(published.out()).isEqualTo("published 2 events"
                + " (usage-events 1, account-events 1), all decided: 2 accepted; 1 line could not"
                + " be read"
                + System.lineSeparator());
        assertThat(entries("bad")).isEqualTo(2);
    }

    @Test
    void publish_names_what_was_refused_and_what_had_counted() throws IOException {
        EventFile file = new EventFile("told").usage("told", "cursor", 5)
                .usage("told", "cursor", 6).account("told", PRO).usage("told", "cursor", 7);
        String first = new ObjectMapper().readTree(file.lines().get(0)).at("/usage/event_id")
                .asText();

        assertThat(publish(file)).isEqualTo(String.join(System.lineSeparator(),
                "published 4 events (usage-events 3, account-events 1), all decided: 2 accepted,"
                        + " 2 refused",
                "refused, UNKNOWN_ACCOUNT: usage " + first + " of account told and 1 more", ""));
        assertThat(publish(file)).isEqualTo("published 4 events"
                + " (usage-events 3, account-events 1), all decided: 2 accepted, 2 duplicates"
                + System.lineSeparator());
        assertThat(publish(new EventFile("strange").usage("strange", "cursor", 5)))
                .contains("all decided: 0 accepted, 1 refused", "of account strange");
    }

    @Test
    void publishing_a_file_again_changes_nothing() throws IOException {
        EventFile file = new EventFile("twice").account("twice", PRO).usage("twice", "cursor", 5);
        publish(file);
        publish(file);

        assertThat(entries("twice")).isEqualTo(2);
    }

    @Test
    void a_top_up_is_charged_once_for_its_key() throws IOException {
        publish(new EventFile("buys").account("buys", PRO));

        Command first = Command.run("top-up", "buys", "$12.50", "--key", "k1", "--data",
                ledger.data());
        Command again = Command.run("top-up", "buys", "12.5", "--key", "k1", "--data",
                ledger.data());

        assertThat(first.out()).startsWith(
                "credited $12.50 to buys: extra usage was then $12.50 (entry 2, key k1)");
        first.ended(0);
        assertThat(again).isEqualTo(first);
        assertThat(entries("buys")).isEqualTo(2);
    }

    @Test
    void a_declined_top_up_says_its_code() throws IOException {
        String account = "poor+card-declined";
        publish(new EventFile("poor").account(account, PRO));

        Command declined = Command.run("top-up", account, "20", "--data", ledger.data());
        declined.ended(1);
        assertThat(declined.out()).startsWith("declined: card_declined; nothing was charged");

        assertThat(Command.run("top-up", "stranger", "20", "--data", ledger.data()).out())
                .startsWith("declined: account_unknown (no plan was ever started for stranger);");
        assertThat(Command.run("top-up", account, "1", "--data", ledger.data()).out())
                .startsWith("declined: amount_out_of_bounds (1 is outside the bounds of top_up");
    }

    @Test
    void a_top_up_need_not_be_waited_for() throws IOException {
        String account = "silent+card-silent";
        publish(new EventFile("silent").account(account, PRO));

        Command asked =
                Command.run("top-up", account, "20", "--no-wait", "--data", ledger.data());
        asked.ended(0);
        Command waited = Command.run(
                "top-up", account, "20", "--wait", "1", "--key", "k9", "--data", ledger.data());
        waited.ended(1);
        assertThat(waited.out()).startsWith("no answer within 1 s; the request stands")
                .contains("--key k9");
    }

    @Test
    void a_running_ledger_is_healthy_and_none_is_not() {
        Command well = Command.run("health", "--data", ledger.data());
        well.ended(0);
        assertThat(well.out()).startsWith("ready: Kafka at 127.0.0.1:");

        Command none = Command.run("health", "--data", folder);
        none.ended(1);
        assertThat(none.out()).startsWith("not ready: no ledger runs on ");
    }

    @Test
    void topics_finds_everything_there_and_changes_nothing() {
        Command topics = Command.run("topics", "--bootstrap", ledger.stack().bootstrap());

        topics.ended(0);
        assertThat(topics.out()).startsWith("Everything was there; nothing was changed.");
    }

    private String publish(EventFile file) throws IOException {
        Command published = Command.run("publish", file.in(folder), "--data", ledger.data());
        assertThat(published.err()).isEmpty();
        published.ended(0);
        return published.out();
    }

    private long entries(String account) throws IOException {
        return new ObjectMapper().readTree(
                Command.run("balance", account, "--json", "--data", ledger.data()).out())
                .get("sequence").asLong();
    }
}
