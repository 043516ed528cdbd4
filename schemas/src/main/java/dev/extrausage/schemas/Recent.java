package dev.extrausage.schemas;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was last learnt about schema ids, at most so many of them. Ids come from outside, so that
 * no memory may grow with the number of different ones seen.
 */
final class Recent<V> {
    private final int most;
    private final Map<Integer, V> byId = new LinkedHashMap<>(16, 0.75f, true);

    Recent(int most) {
        this.most = most;
    }

    synchronized Optional<V> get(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void put(int id, V learnt) {
        byId.put(id, learnt);
        if (byId.size() > most) {
            Iterator<Integer> oldest = byId.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
