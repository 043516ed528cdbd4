package dev.extrausage.catalog;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Money;
import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value and its place in the file. A scalar is its text, quoted or not: YAML's implicit types
 * never matter, so {@code 2026-01} is a name and {@code 0.1} is exactly one tenth.
 *
 * @param path its keys from the root, joined with dots; empty: the root
 * @param line the line to point at, from 1: its key's, or its own in a list
 */
record Value(String file, String path, int line, Node node) {
    private static final Pattern UNSIGNED_DURATION = Pattern.compile("P[0-9TDHMS.]+");
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final Duration MAX_DURATION = Duration.ofDays(36_525);
    private static final long MAX_USD = Money.MAX_AMOUNT_NANOS / Money.NANOS_PER_USD;
    private static final long MAX_PRICE = Price.MAX_PICO_PER_TOKEN / 1_000_000;
    private static final long MAX_UNIT_PRICE = PriceBook.MAX_PICO_PER_UNIT / 1_000_000_000_000L;
    private static final long MAX_FACTOR = PriceBook.MAX_FACTOR / PriceBook.FACTOR_ONE;
    private static final long PICO_PER_MICRO = 1_000_000;
    private static final int MAX_TEXT_LENGTH = 200;
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    Value {
        if (!TAGS.contains(node.getTag())) {
            throw new CatalogError(file, line, described(path) + " has the tag "
                    + BadInput.shown(node.getTag().getValue()) + ": must have none");
        }
    }

    /** A map with these keys, and no other. */
    Fields fields(String... known) {
        return Fields.known(this, Set.of(known));
    }

    /** A map whose keys are names that are compared exactly. */
    Fields named() {
        return Fields.named(this, name -> name);
    }

    /** A map whose keys are names that are compared with ASCII capitals folded. */
    Fields foldedNames() {
        return Fields.named(this, FoldedName::of);
    }

    /** The map itself; its keys are not yet checked. */
    MappingNode map() {
        if (node instanceof MappingNode map) {
            return map;
        }
        throw wrongKind("a map");
    }

    /** The value of a key, in whatever capitals; null when there is none. */
    Value child(String key) {
        List<NodeTuple> tuples = node instanceof MappingNode map ? map.getValue() : List.of();
        for (NodeTuple tuple : tuples) {
            Node name = tuple.getKeyNode();
            if (name instanceof ScalarNode scalar
                    && FoldedName.of(scalar.getValue()).equals(FoldedName.of(key))) {
                return new Value(file, path + "." + key, lineOf(name), tuple.getValueNode());
            }
        }
        return null;
    }

    /** The items of a list, each with its own line. */
    List<Value> list() {
        if (!(node instanceof SequenceNode list)) {
            throw wrongKind("a list");
        }
        List<Value> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new Value(file, path + "[" + items.size() + "]", lineOf(item), item));
        }
        return items;
    }

    /** The text of a scalar. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrongKind("a single value");
    }

    /** Tells whether {@code null} is written out here; an empty value is not null. */
    boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.isPlain()
                && (scalar.getValue().equals("null") || scalar.getValue().equals("~"));
    }

    /** 1 to 128 visible ASCII characters. */
    String name() {
        if (isNull()) {
            throw mustBe("a name");
        }
        return checked(Bounds::name);
    }

    /** A price in USD per million tokens, 0 to 10,000,000: in pico-USD per token, exact (M2). */
    long price() {
        return decimal(6, 0, MAX_PRICE);
    }

    /** A price of one unit in USD, 0 to 10,000: in pico-USD, exact (M2). */
    long unitPrice() {
        return decimal(6, 0, MAX_UNIT_PRICE) * PICO_PER_MICRO;
    }

    /** A service tier's factor, 0 to 100: in ten-thousandths, exact (M2). */
    int factor() {
        return (int) decimal(4, 0, MAX_FACTOR);
    }

    /** An amount of {@code leastUsd} to 10,000,000 USD, in nano-USD, exact. */
    long amountOfAtLeast(long leastUsd) {
        return decimal(9, leastUsd, MAX_USD);
    }

    /** A whole number from {@code least} to {@code most}. */
    long count(long least, long most) {
        return decimal(0, least, most);
    }

    /** 1 to 200 Unicode characters for people to read; no control characters. */
    String words() {
        String words = text();
        boolean good = !isNull() && !words.isBlank()
                && words.codePointCount(0, words.length()) <= MAX_TEXT_LENGTH
                && words.codePoints().noneMatch(Value::isUnfit);
        if (!good) {
            throw mustBe("1 to " + MAX_TEXT_LENGTH
                    + " Unicode characters, none a control character, and not all spaces");
        }
        return words;
    }

    /** {@code true} or {@code false}. */
    boolean bool() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mustBe("true or false");
        };
    }

    /** A time in UTC, in milliseconds since 1970. */
    long time() {
        return checked(UtcTime::parse);
    }

    /** An ISO-8601 duration in days, hours, minutes and seconds, in milliseconds; not negative. */
    long duration() {
        Duration duration = parsed(text());
        if (duration == null || duration.compareTo(MAX_DURATION) > 0
                || duration.toNanosPart() % NANOS_PER_MILLI != 0) {
            throw mustBe("an ISO-8601 duration such as P90D or PT24H, at most P"
                    + MAX_DURATION.toDays() + "D, in whole milliseconds");
        }
        return duration.toMillis();
    }

    /** A {@link #duration} longer than nothing. */
    long positiveDuration() {
        long millis = duration();
        if (millis == 0) {
            throw mustBe("a duration longer than nothing");
        }
        return millis;
    }

    /** Makes a refusal of this scalar that names its value and its bound. */
    CatalogError mustBe(String bound) {
        return error(described(path) + " is " + BadInput.shown(text()) + ": must be " + bound);
    }

    /** Makes a refusal that points at this value's line. */
    CatalogError error(String reason) {
        return new CatalogError(file, line, reason);
    }

    /** The name that a message gives to the value at {@code path}. */
    static String described(String path) {
        return path.isEmpty() ? "the file" : path;
    }

    /** The line where {@code node} begins, from 1. */
    static int lineOf(Node node) {
        return node.getStartMark().orElseThrow().getLine() + 1;
    }

    private long decimal(int decimals, long least, long most) {
        Long units = Decimal.units(text(), decimals, least, most);
        if (units != null) {
            return units;
        }
        String range = " from " + least + " to " + most;
        throw mustBe(decimals == 0 ? "a whole number" + range
                : "a plain decimal number" + range + " with at most " + decimals + " decimals");
    }

    /** Tells whether a character is a control character or half of a surrogate pair. */
    private static boolean isUnfit(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private static Duration parsed(String text) {
        try {
            return UNSIGNED_DURATION.matcher(text).matches() ? Duration.parse(text) : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private <T> T checked(BiFunction<String, String, T> check) {
        try {
            return check.apply(described(path), text());
        } catch (BadInput e) {
            throw error(e.getMessage());
        }
    }

    private CatalogError wrongKind(String wanted) {
        if (node.getNodeType() == NodeType.SCALAR) {
            return mustBe(wanted);
        }
        String found = node.getNodeType() == NodeType.SEQUENCE ? "a list" : "a map";
        return error(described(path) + " is " + found + ": must be " + wanted);
    }
}
