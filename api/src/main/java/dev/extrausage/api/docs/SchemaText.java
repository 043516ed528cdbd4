package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes schemas for people: an object as the list of its fields, each with its type in a word or
 * two, and its bounds. Objects with a name of their own are linked to; others are unfolded in
 * place, with the names of their fields behind a dot.
 */
final class SchemaText {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String NULL = "null";

    private final OpenApi api;

    SchemaText(OpenApi api) {
        this.api = api;
    }

    /** The fields of an object, or the choices among several. */
    void fields(Html html, JsonNode schema) {
        JsonNode whole = api.resolve(schema);
        if (whole.has("anyOf")) {
            html.begin("ul", "class", "choices");
            whole.get("anyOf").forEach(choice -> {
                html.begin("li");
                type(html, choice);
                if (!isNamed(choice)) {
                    fields(html, choice);
                }
                html.end().line();
            });
            html.end();
        } else if (whole.path("properties").isObject()) {
            html.begin("dl", "class", "fields").line();
            rows(html, "", whole);
            html.end().line();
        }
    }

    private void rows(Html html, String prefix, JsonNode object) {
        List<String> required = new ArrayList<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        boolean mayLack = object.has("additionalProperties");
        for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
            String name = prefix + field.getKey();
            html.begin("div").begin("dt").element("code", name).text(" ");
            type(html, field.getValue());
            if (mayLack) {
                boolean needed = required.contains(field.getKey());
                html.text(" ").element("span", needed ? "required" : "optional",
                        "class", needed ? "required" : "optional");
            }
            html.end();
            description(html, field.getValue());
            html.end().line();
            unfold(html, name, field.getValue());
        }
    }

    /** The fields of an object that has no name of its own, also in an array, or beside null. */
    private void unfold(Html html, String name, JsonNode schema) {
        for (JsonNode choice : choices(schema)) {
            if (isNamed(choice)) {
                continue;
            }
            if (choice.path("properties").isObject()) {
                rows(html, name + ".", choice);
            } else if (choice.path("items").isObject()) {
                unfold(html, name + "[]", choice.get("items"));
            }
        }
    }

    private List<JsonNode> choices(JsonNode schema) {
        List<JsonNode> choices = new ArrayList<>();
        if (schema.has("anyOf")) {
            schema.get("anyOf").forEach(choices::add);
        } else {
            choices.add(schema);
        }
        return choices;
    }

    /** The type in words, with links to objects that have a name. */
    void type(Html html, JsonNode schema) {
        html.begin("span", "class", "type");
        words(html, schema);
        html.end();
    }

    private void words(Html html, JsonNode schema) {
        if (isNamed(schema)) {
            String name = schema.get("$ref").asText().substring(SCHEMAS.length());
            html.element("a", name, "href", "#schema-" + name);
            return;
        }
        JsonNode whole = api.resolve(schema);
        if (whole.has("anyOf")) {
            String between = "";
            for (JsonNode choice : whole.get("anyOf")) {
                html.text(between);
                words(html, choice);
                between = " or ";
            }
        } else if (whole.path("items").isObject()) {
            html.text("array of ");
            words(html, whole.get("items"));
        } else if (whole.has("const")) {
            html.element("code", whole.get("const").asText());
        } else {
            html.text(plain(whole.path("type")));
        }
    }

    private static String plain(JsonNode type) {
        if (!type.isArray()) {
            return type.asText("any");
        }
        List<String> names = new ArrayList<>();
        type.forEach(name -> names.add(name.asText()));
        return String.join(" or ", names);
    }

    /** A description, the choices of an enumeration and the bounds of a number, where there are. */
    void description(Html html, JsonNode schema) {
        JsonNode whole = api.resolve(schema);
        String text = isNamed(schema) ? schema.path("description").asText()
                : whole.path("description").asText();
        String bounds = bounds(whole);
        boolean listed = whole.has("enum") && !isNamed(schema);
        if (text.isEmpty() && bounds.isEmpty() && !listed) {
            return;
        }
        html.begin("dd").marked(text);
        if (listed) {
            html.text(text.isEmpty() ? "" : " ").text("One of ");
            String between = "";
            for (JsonNode choice : whole.get("enum")) {
                html.text(between).element("code", choice.isNull() ? NULL : choice.asText());
                between = ", ";
            }
            html.text(".");
        }
        html.text((text.isEmpty() && !listed || bounds.isEmpty() ? "" : " ") + bounds).end();
    }

    private static String bounds(JsonNode schema) {
        String text = "";
        if (schema.has("maximum")) {
            text = schema.path("minimum").asText("0") + " to " + schema.get("maximum").asText()
                    + ".";
        } else if (schema.has("minimum") && schema.get("minimum").asLong() > 0) {
            text = "From " + schema.get("minimum").asText() + ".";
        } else if (schema.has("maxLength") && schema.has("minLength")) {
            text = schema.get("minLength").asText() + " to " + schema.get("maxLength").asText()
                    + " characters.";
        } else if (schema.has("maxItems")) {
            text = schema.path("minItems").asText("0") + " to " + schema.get("maxItems").asText()
                    + " items.";
        }
        return schema.has("default") ? (text + " Default: " + schema.get("default").asText() + ".")
                .strip() : text;
    }

    /** Tells whether a schema has a section of its own: an object, or a choice, with a name. */
    private boolean isNamed(JsonNode schema) {
        return schema.has("$ref") && hasSection(api.resolve(schema));
    }

    /** Tells whether a named schema is more than a sort of text or number. */
    static boolean hasSection(JsonNode schema) {
        return schema.path("properties").isObject() || schema.has("anyOf");
    }
}
