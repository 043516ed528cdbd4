package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.docs.OpenApi.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The page for people at {@code /docs}, made from {@code openapi.yaml} once at start: static,
 * without a script, and with an anchor for every group, operation and shape.
 */
public final class ReferencePage {
    private final OpenApi api;
    private final SchemaText schemas;
    private final OperationText operations;

    private ReferencePage(OpenApi api) {
        this.api = api;
        schemas = new SchemaText(api);
        operations = new OperationText(api);
    }

    /** The page in HTML. */
    public static String of(OpenApi api) {
        ReferencePage page = new ReferencePage(api);
        String title = api.root().at("/info/title").asText();
        return PageFrame.of(title + ": API", "reference", html -> {
            page.contents(html, title);
            html.begin("main", "id", "content").line();
            page.beginning(html, title);
            page.groups().forEach(group -> page.group(html, group));
            page.shapes(html);
            html.end();
        });
    }

    private List<JsonNode> groups() {
        return StreamSupport.stream(api.root().path("tags").spliterator(), false).toList();
    }

    private List<Operation> in(JsonNode group) {
        return api.operations().stream()
                .filter(o -> o.tag().equals(group.path("name").asText())).toList();
    }

    private void contents(Html html, String title) {
        html.begin("nav", "aria-label", "Contents").begin("details").element("summary", "Contents")
                .line().begin("ul").line();
        html.begin("li").element("a", title, "href", "#content").end().line();
        for (JsonNode group : groups()) {
            String name = group.path("name").asText();
            html.begin("li").element("a", name, "href", "#group-" + name).begin("ul").line();
            for (Operation operation : in(group)) {
                html.begin("li").element("a", operation.node().path("summary").asText(),
                        "href", "#" + operation.id()).end().line();
            }
            html.end().end().line();
        }
        html.begin("li").element("a", "Shapes", "href", "#shapes").end().line();
        html.end().end().end().line();
    }

    private void beginning(Html html, String title) {
        html.element("h1", title).line();
        html.begin("p", "class", "lead").marked(api.root().at("/info/summary").asText())
                .text(" This page is made from ").begin("a", "href", "/openapi.yaml")
                .element("code", "openapi.yaml").end().text(" (OpenAPI 3.1).").end().line();
        html.paragraphs(api.root().at("/info/description").asText());
        html.paragraphs("In the examples `$LEDGER` is this server's address, `$KEY` a credential,"
                + " and `$OPERATIONS` the address of the operations port.");
    }

    private void group(Html html, JsonNode group) {
        String name = group.path("name").asText();
        html.begin("section", "id", "group-" + name, "aria-labelledby", "title-" + name).line();
        html.element("h2", name, "id", "title-" + name).line();
        html.paragraphs(group.path("description").asText());
        in(group).forEach(operation -> operations.write(html, operation));
        html.end().line();
    }

    private void shapes(Html html) {
        html.begin("section", "id", "shapes", "aria-labelledby", "title-shapes").line();
        html.element("h2", "Shapes", "id", "title-shapes").line();
        for (Map.Entry<String, JsonNode> schema
                : api.root().at("/components/schemas").properties()) {
            if (SchemaText.hasSection(schema.getValue())) {
                html.begin("article", "id", "schema-" + schema.getKey()).line();
                html.begin("h3").element("a", schema.getKey(),
                        "href", "#schema-" + schema.getKey()).end().line();
                html.paragraphs(schema.getValue().path("description").asText());
                schemas.fields(html, schema.getValue());
                html.end().line();
            }
        }
        html.end().line();
    }
}
