package dev.extrausage.catalog;

import dev.extrausage.core.BadInput;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A map of the file, by key. Unknown and repeated keys are refused. */
final class Fields {
    private final Value map;
    private final Map<String, Value> byKey = new LinkedHashMap<>();

    private Fields(Value map) {
        this.map = map;
    }

    static Fields known(Value map, Set<String> known) {
        return new Fields(map).filled(text -> text, key -> {
            if (!known.contains(key.text())) {
                throw key.error(Value.described(map.path()) + " has the unknown key "
                        + BadInput.shown(key.text())
                        + ": must be one of " + String.join(", ", new TreeSet<>(known)));
            }
            return key.text();
        });
    }

    /** A map whose keys are names, equal when {@code compared} makes the same of them. */
    static Fields named(Value map, UnaryOperator<String> compared) {
        return new Fields(map).filled(compared, Value::name);
    }

    private Fields filled(UnaryOperator<String> compared, Function<Value, String> checkedKey) {
        Map<String, Value> seen = new HashMap<>();
        for (NodeTuple tuple : map.map().getValue()) {
            int line = Value.lineOf(tuple.getKeyNode());
            Value keyNode = new Value(map.file(), "a key of " + Value.described(map.path()), line,
                    tuple.getKeyNode());
            String key = checkedKey.apply(keyNode);
            String path = map.path().isEmpty() ? key : map.path() + "." + key;
            Value value = new Value(map.file(), path, line, tuple.getValueNode());
            Value first = seen.putIfAbsent(compared.apply(key), value);
            if (first != null) {
                throw repeated(value, first);
            }
            byKey.put(key, value);
        }
        return this;
    }

    private static CatalogError repeated(Value value, Value first) {
        String spelling = first.path().equals(value.path()) ? "" : " as " + first.path()
                + " (capitals make no other name)";
        return value.error(value.path() + " is repeated: must be given once, and is on line "
                + first.line() + spelling);
    }

    /** Tells whether an optional key is given; {@code null} written out counts as absent. */
    boolean has(String key) {
        return byKey.containsKey(key) && !byKey.get(key).isNull();
    }

    /** The keys that are given, in their order. */
    List<String> given() {
        return byKey.keySet().stream().filter(this::has).toList();
    }

    /** Returns the value of a key that must be given. */
    Value required(String key) {
        Value value = byKey.get(key);
        if (value == null) {
            throw map.error(Value.described(map.path()) + " has no " + key + ": must be given");
        }
        return value;
    }

    /** Reads every key's value. */
    <T> Map<String, T> eachRead(Function<Value, T> read) {
        Map<String, T> all = new LinkedHashMap<>();
        byKey.forEach((key, value) -> all.put(key, read.apply(value)));
        return all;
    }

    /** Reads an optional key; {@code otherwise} when it is not given. */
    <T> T optional(String key, Function<Value, T> read, T otherwise) {
        return has(key) ? read.apply(required(key)) : otherwise;
    }

    /** Reads {@code max_usd}, in nano-USD; it must not be below {@code min_usd}. */
    long maxUsd(long leastUsd, long minNanos) {
        Value max = required("max_usd");
        long maxNanos = max.amountOfAtLeast(leastUsd);
        if (maxNanos < minNanos) {
            throw max.mustBe("at least min_usd, " + required("min_usd").text());
        }
        return maxNanos;
    }
}
