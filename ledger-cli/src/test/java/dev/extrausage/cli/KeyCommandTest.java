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
                "--expires", "2099-01-31T00:00:00Z", "--note", "for-the-shop", "--by", "ops",
                "--data", running.data());
        made.ended(0);
        assertThat(made.out().strip()).matches("eul_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}");
        String id = made.out().substring(4, 16);
        String secret = made.out().strip().substring(17);
        assertThat(made.err()).contains("Key " + id).doesNotContain(secret);

        Command list = Command.run("key", "list", "--data", running.data());
        list.ended(0);
        assertThat(list.out()).containsPattern(id
                + " +customer +acme +- +20\\S+Z +ops +2099-01-31T00:00:00.000Z +for-the-shop")
                .doesNotContain(secret);

        Command.run("key", "revoke", id, "--by", "bob", "--data", running.data()).ended(0);
        assertThat(Command.run("key", "list", "--data", running.data()).out())
                .containsPattern(id + " +customer .* revoked 20\\S+Z");
        Command.run("key", "revoke", "AAAAAAAAAAAA", "--data", running.data()).ended(1);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', value = {
        "--role root                                   | role is \"root\": must be one of customer",
        "--role customer                               | account_id is missing",
        "--role operator --account acme                | account_id is \"acme\": must be absent",
        "--role support --expires soon                 | --expires",
        "--role support --expires 2020-01-01T00:00:00Z | must be in the future"})
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
