package dev.extrausage.view.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/ledger", "jdbc:postgresql:ledger",
        "jdbc:postgresql://one:5433,other:5434/ledger?sslmode=verify-full&user=view",
        "jdbc:postgresql://db/ledger?user=view@corp&sslkey=/etc/view.p12"})
    void an_address_that_the_driver_takes_is_taken(String url) {
        assertThatCode(() -> PostgresUrl.check("--database", url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgres://db/ledger?x=s3cret", "postgresql://db/ledger",
        "jdbc:postgresql://db:port/ledger?x=s3cret", "jdbc:postgresql://view:s3cret@db/ledger",
        "jdbc:postgresql://db/ledger?user=view&password=s3cret",
        "jdbc:postgresql://db/ledger?sslpassword=s3cret", "jdbc:postgresql://db/ledger&a=s3cret@x",
        "jdbc:postgresql://db/ledger?user=view@corp&password=s3cret",
        "jdbc:postgresql://db/ledger?password=s3cret@s3cret",
        "jdbc:postgresql://view:s3cret/s3cret@db/ledger", "jdbc:postgresql://view:1/s3cret@db",
        "jdbc:postgresql://view:s3cret?s3cret@db/ledger", "jdbc:postgresql://view:1?s3cret@db",
        "jdbc:postgresql://view:s3cret?s3cret=s3cret&s3cret@db/ledger",
        "jdbc:postgresql://view:s3cret@s3cret:/?&=s3cret@db/ledger",
        "jdbc:postgresql://view:s3cret//s3cret\ns3cret@db/ledger", "postgres://view:s3cret/@db",
        "jdbc:postgresql:view:s3cret@db"})
    void what_is_no_address_or_has_a_password_is_refused_without_it(String url) {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override public void publish(LogRecord said) {
                logged.add(new SimpleFormatter().format(said));
            }

            @Override public void flush() { }

            @Override public void close() { }
        };
        DRIVER.addHandler(handler);
        try {
            assertThatThrownBy(() -> PostgresUrl.check("--database", url))
                    .isInstanceOf(BadInput.class)
                    .hasMessageStartingWith("--database is ")
                    .hasMessageContaining("must be jdbc:postgresql://HOST:PORT/NAME")
                    .hasMessageNotContaining("s3cret");
        } finally {
            DRIVER.removeHandler(handler);
        }
        assertThat(logged).noneMatch(said -> said.contains("s3cret"));
    }

    @Test
    void a_password_is_told_where_it_belongs() {
        assertThatThrownBy(() -> PostgresUrl.check("--database",
                "jdbc:postgresql://view:x@db:1/ledger?sslpassword=y"))
                .hasMessage("--database is \"jdbc:postgresql://...@db:1/ledger?...\": must be"
                        + " jdbc:postgresql://HOST:PORT/NAME without passwords; user, password and"
                        + " the key's password are given apart");
    }
}
