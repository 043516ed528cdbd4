package dev.extrausage.schemas;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * LRU cache of what was learnt about schema ids, of at most so many. Ids come from outside, so no
 * memory may grow with the number of different ones seen. Safe for use by several threads.
 */
final class LruCache<V> {
    private final int most;
    private final Map<Integer, V> byId = new LinkedHashMap<>(16, 0.75f, true);

    LruCache(int most) {
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
