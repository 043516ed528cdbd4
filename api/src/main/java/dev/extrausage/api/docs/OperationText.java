package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.docs.OpenApi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes one operation for people: what it does, who may, what it takes and what it answers. */
final class OperationText {
    private final OpenApi api;
    private final SchemaText schemas;
    private final CurlExample curl;

    OperationText(OpenApi api) {
        this.api = api;
        schemas = new SchemaText(api);
        curl = new CurlExample(api);
    }

    /** An article with the operation's name as its anchor. */
    void write(Html html, Operation operation) {
        html.begin("article", "id", operation.id()).line();
        html.begin("h3").element("a", operation.node().path("summary").asText(),
                "href", "#" + operation.id()).end().line();
        html.begin("p", "class", "route").element("span", operation.method(),
                "class", "method " + operation.method().toLowerCase(java.util.Locale.ROOT))
                .text(" ").element("code", operation.path()).end().line();
        who(html, operation);
        html.paragraphs(operation.node().path("description").asText());
        parameters(html, operation);
        body(html, operation.node().path("requestBody"));
        answers(html, operation.node().path("responses"));
        html.element("h4", "Example").begin("pre", "tabindex", "0")
                .element("code", curl.of(operation)).end().line();
        html.end().line();
    }

    private static void who(Html html, Operation operation) {
        List<String> roles = new ArrayList<>();
        operation.node().path("x-roles").forEach(role -> roles.add(role.asText()));
        html.begin("p", "class", "roles").text("For ");
        if (roles.equals(List.of("anyone"))) {
            html.text("anyone, without a credential");
        } else if (roles.equals(List.of("any"))) {
            html.text("every role");
        } else {
            String between = "";
            for (String role : roles) {
                html.text(between).element("span", role, "class", "role");
                between = " ";
            }
            html.text(operation.node().path("x-scope").asText().equals("account")
                    ? "; a customer or member for their own account alone" : "");
        }
        html.text(".");
        if (operation.node().has("x-change")) {
            html.text(" Sends the ledger ").element("code",
                    operation.node().get("x-change").asText()).text(".");
        }
        html.end().line();
    }

    private void parameters(Html html, Operation operation) {
        if (operation.parameters().isEmpty()) {
            return;
        }
        html.element("h4", "Parameters").begin("dl", "class", "fields").line();
        for (JsonNode p : operation.parameters()) {
            boolean required = p.path("required").asBoolean();
            html.begin("div").begin("dt").element("code", p.path("name").asText()).text(" ");
            schemas.type(html, p.get("schema"));
            html.text(" in " + p.path("in").asText() + " ").element("span",
                    required ? "required" : "optional",
                    "class", required ? "required" : "optional").end();
            html.begin("dd").marked(p.path("description").asText()).end();
            schemas.description(html, p.get("schema"));
            html.end().line();
        }
        html.end().line();
    }

    private void body(Html html, JsonNode body) {
        for (Map.Entry<String, JsonNode> entry : body.path("content").properties()) {
            JsonNode schema = entry.getValue().get("schema");
            html.begin("h4").text("Body: ").element("code", entry.getKey()).end().line();
            if (!body.path("required").asBoolean()) {
                html.element("p", "May be left out.");
            }
            html.begin("p");
            schemas.type(html, schema);
            html.end();
            schemas.fields(html, schema);
        }
    }

    private void answers(Html html, JsonNode responses) {
        html.element("h4", "Answers").begin("dl", "class", "answers").line();
        List<JsonNode> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : responses.properties()) {
            JsonNode response = api.resolve(entry.getValue());
            if (response.has("x-code")) {
                problems.add(response);
                continue;
            }
            html.begin("div").begin("dt").element("strong", entry.getKey()).end().begin("dd")
                    .marked(response.path("description").asText());
            for (Map.Entry<String, JsonNode> media : response.path("content").properties()) {
                content(html, media.getKey(), media.getValue());
            }
            html.end().end().line();
        }
        html.end().line();
        html.begin("p", "class", "problems").text("Problems: ");
        for (JsonNode problem : problems) {
            String code = problem.get("x-code").asText();
            html.element("a", code, "href", "/problems/" + code).text(" ");
        }
        html.end().line();
    }

    private void content(Html html, String type, JsonNode media) {
        html.text(" ").element("code", type).text(" ");
        schemas.type(html, media.get("schema"));
        List<JsonNode> examples = new ArrayList<>();
        media.path("examples").forEach(e -> examples.add(e.get("value")));
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        for (JsonNode example : examples) {
            html.begin("details").element("summary", "Example").begin("pre", "tabindex", "0")
                    .element("code", example.isTextual() ? example.asText()
                            : example.toPrettyString()).end().end();
        }
    }
}
