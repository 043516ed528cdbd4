package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger gate} against a running stack. */
@ExtendWith(SharedStack.class)
@Timeout(300)
class GateCommandTest {
    private static final String PRO = "'type':'PlanStarted','plan':'pro','seats':1";
    private static final String FIVE_DOLLARS = "'type':'CreditGranted','grant_id':'g1',"
            + "'kind':'PURCHASE','amount_nanos':5000000000";

    private final SharedStack.Running ledger;
    @TempDir private Path folder;

    GateCommandTest(SharedStack.Running ledger) {
        this.ledger = ledger;
    }

    private Command gate(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "gate";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--data";
        all[words.length + 2] = ledger.data();
        return Command.run(all);
    }

    private void publish(EventFile file) throws IOException {
        Command.run("publish", file.in(folder), "--data", ledger.data()).ended(0);
    }

    @Test
    void the_gate_command_says_what_is_left_and_told() throws IOException {
        publish(new EventFile("asked").account("asked", PRO).usage("asked", "claude.ai", 250));

        Command allowed = gate("asked", "--app", "claude.ai", "--cost", "17.50");
        allowed.ended(0);
        assertThat(allowed.out()).startsWith("asked · claude.ai, first-party · $17.50 · allowed")
                .contains("Plan allowance   $17.50 left", "Spend limit      none set", "Resets ");

        Command shortOf = gate("asked", "--app", "claude.ai", "--cost", "18");
        shortOf.ended(1);
        assertThat(shortOf.out()).contains("short, OUT_OF_EXTRA_USAGE: $17.50 of it could be paid",
                "This request may cost $18, and $17.50 is left for it");

        Command blocked = gate("asked", "--app", "cursor");
        blocked.ended(1);
        assertThat(blocked.out()).contains("any cost · blocked, OUT_OF_EXTRA_USAGE",
                "Third-party apps now draw from your extra usage, not your plan limits.",
                "LLM request rejected: third-party apps now draw from your extra usage");
    }

    @Test
    void requests_are_priced_by_model_tier_and_unit() throws IOException {
        publish(new EventFile("priced").account("priced", PRO));

        Command batch = gate("priced", "--app", "Claude.ai", "--model", "claude-haiku-4-5",
                "--service-tier", "batch", "--input-tokens", "1000000", "--output-tokens", "200000",
                "--unit", "web_search=3");
        batch.ended(0);
        assertThat(batch.out()).startsWith("priced · Claude.ai, first-party · $1.03 · allowed");

        Command unpriced = gate("priced", "--app", "claude.ai", "--model", "claude-next");
        unpriced.ended(1);
        assertThat(unpriced.out()).contains("claude-next has no price · blocked, UNPRICED_MODEL",
                "The model claude-next has no price, so this request was not run");

        JsonNode unit = new ObjectMapper().readTree(gate("priced", "--app", "cursor", "--model",
                "claude-haiku-4-5", "--unit", "image=1", "--json").out());
        assertThat(unit.get("reason").asText()).isEqualTo("UNPRICED_UNIT");
        assertThat(unit.get("unpriced").asText()).isEqualTo("image");

        assertThat(gate("priced", "--app", "cursor", "--unit", "image=1").err())
                .startsWith("--service-tier, --input-tokens, --output-tokens and --unit need");
        assertThat(gate("priced", "--app", "cursor", "--model", "m", "--cost", "1").err())
                .startsWith("--cost and --model cannot be given together");
        assertThat(gate("priced", "--app", "cursor", "--model", "m", "--input-tokens", "-1").err())
                .startsWith("input_tokens is -1: must be 0 to 1000000000");
    }

    @Test
    void as_json_it_has_the_contracts_names() throws IOException {
        publish(new EventFile("asked-json").account("asked-json", PRO)
                .account("asked-json", FIVE_DOLLARS));

        JsonNode answer = new ObjectMapper().readTree(
                gate("asked-json", "--app", "cursor", "--cost", "1", "--json").out());

        assertThat(answer.get("verdict").asText()).isEqualTo("ALLOWED");
        assertThat(answer.get("reason").isNull()).isTrue();
        assertThat(answer.get("extra_usage_nanos").asLong()).isEqualTo(5_000_000_000L);
        assertThat(answer.get("spend_room_nanos").isNull()).isTrue();
    }

    @Test
    void an_unknown_account_is_blocked_by_policy() {
        Command unknown = gate("nobody-asked", "--app", "cursor");
        unknown.ended(1);
        assertThat(unknown.out()).contains(
                "blocked, UNKNOWN_ACCOUNT by the policy for unknown account",
                "Balances         not known").doesNotContain("$0 left");
        gate("a b", "--app", "cursor").ended(2);
        assertThat(gate("anna").err()).contains("--app");
        assertThat(gate("anna", "--app", "cursor", "--cost", "much").err())
                .startsWith("--cost is \"much\": must be US dollars");
        assertThat(gate("anna", "--app", "cursor", "--watch", "--lines", "0").err())
                .startsWith("--lines is 0: must be 1 or more");
    }

    @Test
    void watching_prints_a_line_whenever_the_answer_changes() throws Exception {
        publish(new EventFile("watched").account("watched", PRO));
        CompletableFuture<Command> watching = CompletableFuture.supplyAsync(() ->
                gate("watched", "--app", "cursor", "--watch", "--lines", "2"));

        int grant = 0;
        while (!watching.isDone()) {
            publish(new EventFile("watched-" + ++grant).account("watched",
                    FIVE_DOLLARS.replace("g1", "g" + grant)));
        }

        watching.get().ended(0);
        assertThat(watching.get().out().lines()).hasSize(2);
        assertThat(watching.get().out()).contains("of extra usage left");
    }
}
