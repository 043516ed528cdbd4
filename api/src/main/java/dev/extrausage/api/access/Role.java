package dev.extrausage.api.access;

import dev.extrausage.core.BadInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A role of API.md section 2: each credential has one. */
public enum Role {
    /** Reads one account, changes its settings, claims and tops up. */
    CUSTOMER,
    /** Reads its own usage within one account. */
    MEMBER,
    /** Asks for admissions and estimates, and reports usage. */
    INFERENCE,
    /** Reads all; gives goodwill and refunds up to a bound. */
    SUPPORT,
    /** Reads all; refunds above support's bound. */
    FINANCE,
    /** Runs the service: everything but money. */
    OPERATOR;

    private static final String NAMES = Arrays.stream(values()).map(Role::wireName)
            .collect(Collectors.joining(", "));

    /** The role's name in JSON, in settings and in claims: {@code customer}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** False for the roles that reach every account. */
    public boolean isOfOneAccount() {
        return this == CUSTOMER || this == MEMBER;
    }

    /** Returns the role of that name; throws {@link BadInput} naming {@code field} otherwise. */
    public static Role parse(String field, String value) {
        return Arrays.stream(values()).filter(role -> role.wireName().equals(value)).findAny()
                .orElseThrow(() -> BadInput.of(field, value, "one of " + NAMES));
    }
}
