package dev.extrausage.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    @ParameterizedTest(name = "[{index}] {0} {1} {2}")
    @CsvSource(nullValues = "-", delimiter = '|', value = {
        "customer  | -    | -   | account_id is missing: must be that of the customer",
        "customer  | acme | ada | member_id is \"ada\": must be absent",
        "member    | acme | -   | member_id is missing: must be that of the member",
        "member    | -    | ada | account_id is missing: must be that of the member",
        "operator  | acme | -   | account_id is \"acme\": must be absent: the role operator has",
        "inference | -    | ada | member_id is \"ada\": must be absent: the role inference has",
        "customer  | a b  | -   | account_id is \"a b\": must be 1 to 64 visible ASCII",
        "root      | -    | -   | role is \"root\": must be one of customer, member, inference,",
        "OPERATOR  | -    | -   | role is \"OPERATOR\": must be one of customer, member,"})
    void a_scope_that_does_not_suit_its_role_is_refused(
            String role, String account, String member, String message) {
        assertThatThrownBy(() -> Scope.parse(role, account, member))
                .isInstanceOf(BadInput.class).hasMessageStartingWith(message);
    }

    @Test
    void a_role_is_read_by_its_name() {
        assertThat(Scope.parse("member", "acme", "ada"))
                .isEqualTo(new Scope(Role.MEMBER, "acme", "ada"));
        assertThat(Scope.parse("finance", null, null)).isEqualTo(Scope.of(Role.FINANCE));
    }
}
