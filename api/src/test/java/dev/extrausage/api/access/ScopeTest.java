package dev.extrausage.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScopeTest {
    @ParameterizedTest(name = "[{index}] {0} {1} {2}")
    @CsvSource(nullValues = "-", delimiter = '|', value = {
        "customer  | -    | -   | account_id is missing: the role customer must name one",
        "customer  | acme | ada | member_id is \"ada\": must be absent",
        "member    | acme | -   | member_id is missing: the role member must name one",
        "member    | -    | ada | account_id is missing: the role member must name one",
        "operator  | acme | -   | account_id is \"acme\": must be absent: the role operator has",
        "inference | -    | ada | member_id is \"ada\": must be absent: the role inference has",
        "customer  | a b  | -   | account_id is \"a b\": must be 1 to 64 visible ASCII",
        "root      | -    | -   | role is \"root\": must be one of customer, member, inference,",
        "OPERATOR  | -    | -   | role is \"OPERATOR\": must be one of customer, member,"})
    void a_scope_that_does_not_suit_its_role_is_refused(
            String role, String account, String member, String message) {
        assertThatThrownBy(() -> new Scope(Role.parse("role", role), account, member))
                .isInstanceOf(BadInput.class).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @EnumSource
    void a_role_is_read_by_its_name(Role role) {
        assertThat(Role.parse("role", role.wireName())).isEqualTo(role);
    }

    @Test
    void a_customers_credential_reaches_its_account_alone() {
        Credential customer = new Credential("key:x", new Scope(Role.CUSTOMER, "acme", null),
                Credential.Kind.KEY, "key:x", null);

        assertThat(customer.reaches("acme")).isTrue();
        assertThat(customer.reaches("acme2")).isFalse();
        assertThat(customer.reaches(null)).isFalse();
    }

    @Test
    void a_credential_ends_at_its_own_instant() {
        Credential brief = new Credential("key:x", Scope.of(Role.SUPPORT), Credential.Kind.KEY,
                "key:x", 1_000L);

        assertThat(brief.isExpired(999)).isFalse();
        assertThat(brief.isExpired(1_000)).isTrue();
        assertThat(brief.reaches("anybody's")).isTrue();
    }
}
