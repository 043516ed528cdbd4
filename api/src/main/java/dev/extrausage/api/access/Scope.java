package dev.extrausage.api.access;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A role and the account and member it is for. A customer has an account, a member both, every
 * other role neither; what is to be for one account can so never be made for all by leaving it out.
 *
 * @param role the role
 * @param accountId null for the roles that reach every account
 * @param memberId null for all roles but {@link Role#MEMBER}
 */
public record Scope(Role role, String accountId, String memberId) {
    private static final String ROLES = Arrays.stream(Role.values()).map(Role::text)
            .collect(Collectors.joining(", "));

    /** Throws {@link BadInput} when the account or the member does not suit the role. */
    public Scope {
        if (role == null) {
            throw BadInput.missing("role", "one of " + ROLES);
        }
        mustBe("account_id", accountId, role == Role.CUSTOMER || role == Role.MEMBER, role);
        mustBe("member_id", memberId, role == Role.MEMBER, role);
        if (accountId != null) {
            Bounds.accountId(accountId);
        }
        Bounds.optionalName("member_id", memberId);
    }

    /** A role that reaches every account. */
    public static Scope of(Role role) {
        return new Scope(role, null, null);
    }

    /** Reads a role by its name; throws {@link BadInput} as the constructor does. */
    public static Scope parse(String role, String accountId, String memberId) {
        return new Scope(Role.of(role).orElseThrow(
                () -> BadInput.of("role", role, "one of " + ROLES)), accountId, memberId);
    }

    private static void mustBe(String field, String value, boolean wanted, Role role) {
        if (wanted && value == null) {
            throw BadInput.missing(field, "that of the " + role.text());
        }
        if (!wanted && value != null) {
            throw BadInput.of(field, value,
                    "absent: the role " + role.text() + " has none");
        }
    }
}
