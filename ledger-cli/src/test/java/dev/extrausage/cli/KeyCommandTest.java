package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
@ExtendWith(SharedStack.class)
class KeyCommandTest {
    @Test
    void a_key_is_shown_once_listed_and_revoked(SharedStack.Running running) {
        Command made = Command.run("key", "create", "--role", "customer", "--account", "acme",
                "--expires", "90d", "--note", "for the shop", "--by", "ops",
                "--data", running.data());
        made.ended(0);
        assertThat(made.out().strip()).matches("eul_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}");
        assertThat(made.err()).contains("customer of account acme", "by ops: for the shop");
        String id = made.out().substring(4, 16);
        String secret = made.out().strip().substring(17);

        Command list = Command.run("key", "list", "--data", running.data());
        list.ended(0);
        assertThat(list.out()).contains(id + "  customer of account acme  until 20")
                .doesNotContain(secret);

        Command revoked = Command.run(
                "key", "revoke", id, "--by", "bob", "--data", running.data());
        revoked.ended(0);
        assertThat(revoked.out()).contains(" by bob");
        assertThat(Command.run("key", "list", "--data", running.data()).out())
                .doesNotContain(id);
        assertThat(Command.run("key", "list", "--all", "--data", running.data()).out())
                .contains(id + "  customer of account acme  revoked 20");
        Command.run("key", "revoke", "AAAAAAAAAAAA", "--data", running.data()).ended(1);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', value = {
        "--role root                                   | role is \"root\": must be one of customer",
        "--role customer                               | account_id is missing",
        "--role operator --account acme                | account_id is \"acme\": must be absent",
        "--role support --expires soon                 | --expires is \"soon\": must be a time in",
        "--role support --expires 2020-01-01T00:00:00Z | expires_at has passed"})
    void a_key_that_cannot_be_is_refused(
            String options, String fault, SharedStack.Running running) {
        Object[] words = (("key create " + options + " --data").strip() + " " + running.data())
                .split(" +");

        Command wrong = Command.run(words);

        wrong.ended(2);
        assertThat(wrong.err()).contains(fault);
        assertThat(wrong.out()).isEmpty();
    }
}
