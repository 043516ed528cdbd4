package dev.extrausage.api.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles of API.md section 2; a credential has exactly one. */
public enum Role {
    /** One account: reads it, changes its settings, claims, tops up. */
    CUSTOMER,
    /** One member of one account: reads their own usage; no money, no balances of others. */
    MEMBER,
    /** Inference services: admissions, usage, estimates; reads nothing else. */
    INFERENCE,
    /** Support: reads all; goodwill, refunds up to a bound, reversals, voids, offers. */
    SUPPORT,
    /** Finance: reads all, trial balance, exports, attention; larger refunds, by two persons. */
    FINANCE,
    /** Operators: everything but money. */
    OPERATOR;

    /** The role as it is written in keys, tokens and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that text; empty where there is none. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findAny();
    }
}
