package dev.extrausage.payments.simulated;

import dev.extrausage.payments.Refund;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The refunds that the simulated processor was asked for, in order and by key. */
final class RefundBook {
    private final List<Refund> all = new ArrayList<>();
    private final Map<String, Refund> firstOfKey = new HashMap<>();
    private final Map<String, Refund> lastOfKey = new HashMap<>();

    void add(Refund refund) {
        all.add(refund);
        firstOfKey.putIfAbsent(refund.key(), refund);
        lastOfKey.put(refund.key(), refund);
    }

    /** The name of the next one. */
    String nextId() {
        return "re_" + (all.size() + 1);
    }

    /** The one that is found for ever; null when there is none. */
    Refund first(String key) {
        return firstOfKey.get(key);
    }

    /** The one that a remembered key stands for; null when there is none. */
    Refund last(String key) {
        return lastOfKey.get(key);
    }

    List<Refund> all() {
        return all;
    }
}
