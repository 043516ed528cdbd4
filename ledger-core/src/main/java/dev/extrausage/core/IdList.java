package dev.extrausage.core;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/**
 * An immutable list of ids that only ever grows, kept in blocks. A longer list shares its full
 * blocks with the shorter one it was made of, so an id more costs the same however many there are,
 * and whoever stores a list writes each block once.
 *
 * @param <T> a kind of id, with an {@code equals} of its own
 */
public final class IdList<T> extends AbstractList<T> implements RandomAccess {
    /** The number of ids in a full block. */
    public static final int BLOCK = 64;

    private static final IdList<?> EMPTY = new IdList<>(List.of(), List.of(), List.of());

    private final List<List<T>> full;
    /** The same ids as {@link #full}, to look them up: few sets, each larger than the next. */
    private final List<Set<T>> sets;
    private final List<T> rest;

    private IdList(List<List<T>> full, List<Set<T>> sets, List<T> rest) {
        this.full = full;
        this.sets = sets;
        this.rest = rest;
    }

    /** A list of the same ids; the same list if it is one of this kind. */
    @SuppressWarnings("unchecked") // An empty list is one of any kind of id.
    public static <T> IdList<T> copyOf(List<T> ids) {
        if (ids instanceof IdList<T> already) {
            return already;
        }
        if (ids.isEmpty()) {
            return (IdList<T>) EMPTY;
        }
        List<List<T>> full = new ArrayList<>();
        int at = 0;
        for (; ids.size() - at >= BLOCK; at += BLOCK) {
            full.add(List.copyOf(ids.subList(at, at + BLOCK)));
        }
        return of(full, ids.subList(at, ids.size()));
    }

    /**
     * The list that {@link #full} and {@link #rest} took apart.
     *
     * @throws IllegalArgumentException a block is not full, or the rest would fill one
     */
    public static <T> IdList<T> of(List<List<T>> full, List<T> rest) {
        for (List<T> block : full) {
            if (block.size() != BLOCK) {
                throw new IllegalArgumentException(
                        "a block has " + block.size() + " ids, must have " + BLOCK);
            }
        }
        if (rest.size() >= BLOCK) {
            throw new IllegalArgumentException("the rest has " + rest.size()
                    + " ids, must have at most " + (BLOCK - 1));
        }
        List<Set<T>> sets = List.of();
        for (List<T> block : full) {
            sets = merged(sets, block);
        }
        return new IdList<>(List.copyOf(full), sets, List.copyOf(rest));
    }

    /** This list with an id more at its end. */
    IdList<T> and(T id) {
        List<T> longer = with(rest, id);
        return longer.size() < BLOCK ? new IdList<>(full, sets, longer)
                : new IdList<>(with(full, longer), merged(sets, longer), List.of());
    }

    /** A logarithmic merge: sets of the same size become one, so there are few of them. */
    private static <T> List<Set<T>> merged(List<Set<T>> sets, List<T> block) {
        List<Set<T>> merged = new ArrayList<>(sets);
        Set<T> last = Set.copyOf(block);
        while (!merged.isEmpty() && merged.get(merged.size() - 1).size() <= last.size()) {
            Set<T> both = new HashSet<>(merged.remove(merged.size() - 1));
            both.addAll(last);
            last = Set.copyOf(both);
        }
        merged.add(last);
        return List.copyOf(merged);
    }

    private static <E> List<E> with(List<E> list, E last) {
        List<E> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(last);
        return List.copyOf(longer);
    }

    /** The full blocks, in order; each is the same object in every longer list. */
    public List<List<T>> full() {
        return full;
    }

    /** The ids after the full blocks: fewer than a block. */
    public List<T> rest() {
        return rest;
    }

    @Override public boolean contains(Object id) {
        for (Set<T> block : sets) {
            if (block.contains(id)) {
                return true;
            }
        }
        return rest.contains(id);
    }

    @Override public T get(int index) {
        int inFull = full.size() * BLOCK;
        return index >= 0 && index < inFull
                ? full.get(index / BLOCK).get(index % BLOCK) : rest.get(index - inFull);
    }

    @Override public int size() {
        return full.size() * BLOCK + rest.size();
    }
}
