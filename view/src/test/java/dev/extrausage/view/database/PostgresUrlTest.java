package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/ledger", "jdbc:postgresql:ledger",
        "jdbc:postgresql://one:5433,other:5434/ledger?sslmode=verify-full&user=view"})
    void an_address_that_the_driver_takes_is_taken(String url) {
        assertThatCode(() -> PostgresUrl.check("--database", url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgres://db/ledger?x=s3cret", "postgresql://db/ledger",
        "jdbc:postgresql://db:port/ledger?x=s3cret", "jdbc:postgresql://view:s3cret@db/ledger",
        "jdbc:postgresql://db/ledger?user=view&password=s3cret"})
    void what_is_no_address_or_has_a_password_is_refused_without_it(String url) {
        assertThatThrownBy(() -> PostgresUrl.check("--database", url))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("--database is ")
                .hasMessageContaining("must be jdbc:postgresql://HOST:PORT/NAME")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_password_is_told_where_it_belongs() {
        assertThatThrownBy(() -> PostgresUrl.check("--database",
                "jdbc:postgresql://db/ledger?password=x"))
                .hasMessageEndingWith("without a login; user and password are given apart");
    }
}
