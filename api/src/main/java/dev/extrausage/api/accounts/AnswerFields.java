package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.Sum;
import java.util.Collection;
import java.util.function.Function;

/** The fields of a JSON object of an answer, in their order; null stays, as a null. */
final class AnswerFields {
    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    AnswerFields text(String name, Object value) {
        node.put(name, value == null ? null : value.toString());
        return this;
    }

    AnswerFields number(String name, Long value) {
        node.put(name, value);
        return this;
    }

    AnswerFields flag(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    /** {@code nanos}: nano-USD; the name ends in {@code _usd}. */
    AnswerFields usd(String name, Long nanos) {
        return text(name, nanos == null ? null : UsdText.of(nanos));
    }

    /** An amount that may be more than one account can have; the name ends in {@code _usd}. */
    AnswerFields usd(String name, Sum sum) {
        return text(name, sum == null ? null : sum.plain());
    }

    /** {@code millis}: since 1970. */
    AnswerFields time(String name, Long millis) {
        return text(name, millis == null ? null : UtcTime.format(millis));
    }

    AnswerFields object(String name, AnswerFields fields) {
        node.set(name, fields == null ? null : fields.node);
        return this;
    }

    /** Adds all of another's. */
    AnswerFields all(AnswerFields others) {
        node.setAll(others.node);
        return this;
    }

    AnswerFields json(String name, JsonNode value) {
        node.set(name, value);
        return this;
    }

    /** An array of objects, one for each item. */
    <T> AnswerFields list(String name, Collection<T> items, Function<T, AnswerFields> each) {
        ArrayNode array = node.putArray(name);
        items.forEach(item -> array.add(each.apply(item).node));
        return this;
    }

    /** An array of texts. */
    AnswerFields texts(String name, Collection<?> items) {
        ArrayNode array = node.putArray(name);
        items.forEach(item -> array.add(item.toString()));
        return this;
    }

    ObjectNode node() {
        return node;
    }
}
