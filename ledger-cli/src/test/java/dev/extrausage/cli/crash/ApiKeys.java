package dev.extrausage.cli.crash;

import dev.extrausage.cli.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of those who write over HTTP.
 *
 * @param customers by their one account
 */
record ApiKeys(String operator, String inference, Map<String, String> customers) {
    private static final List<String> ACCOUNTS = List.of("over-http-1", "over-http-2");

    static ApiKeys make(String bootstrap) {
        Map<String, String> customers = new LinkedHashMap<>();
        ACCOUNTS.forEach(account -> customers.put(
                account, key(bootstrap, "customer", "--account", account)));
        return new ApiKeys(key(bootstrap, "operator"), key(bootstrap, "inference"), customers);
    }

    private static String key(String bootstrap, String role, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "key", "create", "--role", role, "--bootstrap", bootstrap));
        words.addAll(List.of(more));
        return Command.run(words.toArray()).ended(0).out().strip();
    }
}
