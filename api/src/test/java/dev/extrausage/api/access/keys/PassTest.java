package dev.extrausage.api.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.Credential.Kind;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.schemas.BadRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final Pass KEY = new Pass("AAAAAAAAAAAA", Kind.KEY,
            new Scope(Role.MEMBER, "acme", "ada"), "key:AAAAAAAAAAAA", "00ff", NOW, "operator",
            NOW + 1_000, new Pass.Revoked(NOW + 500, "bob"), "for Ada, ünïcode", null);
    private static final Pass LINK = new Pass("BBBBBBBBBBBB", Kind.SESSION,
            new Scope(Role.CUSTOMER, "acme", null), "portal:acme", null, NOW, "operator",
            NOW + 60_000, null, null, new Pass.Link("c0de", NOW + 10, "https://host.example/",
                    "70c3"));
    private static final Pass LASTING = new Pass("CCCCCCCCCCCC", Kind.KEY, Scope.of(Role.FINANCE),
            "key:CCCCCCCCCCCC", "00ff", NOW, "operator", null, null, null, null);

    static Stream<Pass> passes() {
        return Stream.of(KEY, LINK, LASTING, LINK.opened("beef"));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void a_pass_is_read_as_it_was_written(Pass pass) {
        assertThat(PassJson.read(PassJson.write(pass))).isEqualTo(pass);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"id\":7}", "not json", "{\"id\":\"a\","
            + "\"kind\":\"token\",\"role\":\"operator\",\"name\":\"x\",\"created_at\":"
            + "\"2026-01-01T00:00:00.000Z\",\"created_by\":\"x\"}"})
    void what_is_no_pass_is_refused(String value) {
        assertThatThrownBy(() -> PassJson.read(value.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadRecord.class)
                .hasMessageStartingWith("the value is no key and no session: ");
    }

    @Test
    void every_reading_gives_a_session_to_its_first_opener() {
        assertThat(LINK.then(LINK.opened("first")).then(LINK.opened("second")))
                .isEqualTo(LINK.opened("first"));
    }

    @Test
    void a_revocation_outlives_writes_that_had_not_seen_it() {
        Pass revoked = LINK.revoked(NOW + 1, "bob");

        assertThat(revoked.then(LINK.opened("late")).revoked()).isEqualTo(revoked.revoked());
        assertThat(LINK.opened("first").then(revoked))
                .isEqualTo(LINK.opened("first").revoked(NOW + 1, "bob"));
        assertThat(revoked.revoked(NOW + 2, "eve")).isSameAs(revoked);
    }

    @Test
    void a_pass_ends_at_its_time_or_before() {
        assertThat(LASTING.hasEnded(Long.MAX_VALUE)).isFalse();
        assertThat(LINK.hasEnded(NOW + 59_999)).isFalse();
        assertThat(LINK.hasEnded(NOW + 60_000)).isTrue();
        assertThat(KEY.hasEnded(NOW)).isTrue();
        assertThat(List.of(LASTING.endsAt(), LINK.endsAt(), KEY.endsAt()))
                .containsExactly(Long.MAX_VALUE, NOW + 60_000, NOW + 500);
    }

    @Test
    void records_that_are_no_pass_change_nothing() {
        PassMap map = new PassMap();
        map.take(record(0, KEY.id(), PassJson.write(KEY)));
        map.take(record(1, KEY.id(), "not json".getBytes(StandardCharsets.UTF_8)));
        map.take(record(2, "another", PassJson.write(LINK)));
        map.take(record(3, null, PassJson.write(LINK)));

        assertThat(map.all()).containsExactly(KEY);
        assertThat(map.next(0)).isEqualTo(4);
        assertThat(map.next(1)).isZero();
    }

    @Test
    void a_pass_without_a_value_is_gone() {
        PassMap map = new PassMap();
        map.take(record(0, KEY.id(), PassJson.write(KEY)));
        map.take(record(1, KEY.id(), null));

        assertThat(map.find(KEY.id())).isNull();
    }

    @Test
    void a_value_has_the_form_that_the_documentation_shows() {
        assertThat(new String(PassJson.write(LINK.opened("beef")), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"BBBBBBBBBBBB\",\"kind\":\"session\",\"role\":\"customer\","
                        + "\"account_id\":\"acme\",\"name\":\"portal:acme\",\"secret_sha256\":"
                        + "\"beef\",\"created_at\":\"2026-01-01T00:00:00.000Z\",\"created_by\":"
                        + "\"operator\",\"expires_at\":\"2026-01-01T00:01:00.000Z\",\"link\":"
                        + "{\"code_sha256\":\"c0de\",\"open_by\":\"2026-01-01T00:00:00.010Z\","
                        + "\"return_url\":\"https://host.example/\",\"token_sha256\":\"70c3\"}}");
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
        return new ConsumerRecord<>("api-keys", 0, offset,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }
}
