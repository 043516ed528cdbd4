package dev.extrausage.core;

import java.util.ArrayList;
import java.util.List;

/** The grants of one account while an input is decided: always in the order of drawing (U4). */
final class GrantList {
    private List<Grant> list;
    private boolean owned;
    private long left;

    GrantList(List<Grant> inDrawingOrder) {
        list = inDrawingOrder;
        left = leftOf(inDrawingOrder);
    }

    static long leftOf(List<Grant> grants) {
        long sum = 0;
        for (int i = 0; i < grants.size(); i++) {
            sum += grants.get(i).leftNanos();
        }
        return sum;
    }

    static long freeLeftOf(List<Grant> grants) {
        long sum = 0;
        for (int i = 0; i < grants.size(); i++) {
            sum += grants.get(i).kind().isBought() ? 0 : grants.get(i).leftNanos();
        }
        return sum;
    }

    static Grant find(List<Grant> grants, String grantId) {
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).grantId().equals(grantId)) {
                return grants.get(i);
            }
        }
        return null;
    }

    /** The sum left in all of them: extra usage. */
    long left() {
        return left;
    }

    /** The sum left in those that were not bought: drawing it is not spending (U3). */
    long freeLeft() {
        return freeLeftOf(list);
    }

    Grant find(String grantId) {
        return find(list, grantId);
    }

    int size() {
        return list.size();
    }

    Grant get(int i) {
        return list.get(i);
    }

    void add(Grant grant) {
        own();
        int at = 0;
        while (at < list.size() && Grant.DRAWING_ORDER.compare(list.get(at), grant) < 0) {
            at++;
        }
        list.add(at, grant);
        left += grant.leftNanos();
    }

    /**
     * Replaces the grant at {@code i} by a changed one, whose place in the order is the same.
     */
    void set(int i, Grant grant) {
        own();
        left += grant.leftNanos() - list.get(i).leftNanos();
        list.set(i, grant);
    }

    void replace(Grant grant) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).grantId().equals(grant.grantId())) {
                set(i, grant);
            }
        }
    }

    /** Forgets the grants with nothing left that are older than {@code memoryMillis} (D2a). */
    void forgetSpent(long clock, long memoryMillis) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (!list.get(i).isLive() && clock > list.get(i).grantedAt() + memoryMillis) {
                own();
                list.remove(i);
            }
        }
    }

    List<Grant> toList() {
        return list;
    }

    private void own() {
        if (!owned) {
            list = new ArrayList<>(list);
            owned = true;
        }
    }
}
