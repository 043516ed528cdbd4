package dev.extrausage.api.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.docs.OpenApi.Operation;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final OpenApi API = OpenApi.ours();
    private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)}");

    private static List<JsonNode> everywhere(JsonNode node, String field) {
        List<JsonNode> found = new ArrayList<>();
        node.forEach(child -> found.addAll(everywhere(child, field)));
        if (node.isObject() && node.has(field)) {
            found.add(node.get(field));
        }
        return found;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static List<String> enumOf(String schema) {
        return texts(API.root().at("/components/schemas/" + schema + "/enum"));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    @Test
    void descriptions_refer_to_what_is_there() {
        List<JsonNode> references = everywhere(API.root(), "$ref");
        assertThat(references).hasSizeGreaterThan(500)
                .allSatisfy(r -> assertThat(API.root().at(r.asText().substring(1)).isMissingNode())
                        .as(r.asText()).isFalse());
    }

    @Test
    void components_are_all_referred_to() {
        Set<String> used = new HashSet<>();
        everywhere(API.root(), "$ref").forEach(r -> used.add(r.asText()));
        for (String kind : List.of("schemas", "parameters", "responses", "headers")) {
            API.root().at("/components/" + kind).fieldNames().forEachRemaining(name ->
                    assertThat(used.contains("#/components/" + kind + "/" + name)
                            || Set.of("MethodNotAllowed", "AccountNotice").contains(name))
                            .as(kind + "/" + name).isTrue());
        }
    }

    @Test
    void operations_have_names_of_their_own() {
        assertThat(API.operations()).hasSizeGreaterThan(50).extracting(Operation::id)
                .doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    @Test
    void operations_are_in_a_group_and_say_what_they_do() {
        List<String> groups = everywhere(API.root().get("tags"), "name").stream()
                .map(JsonNode::asText).toList();
        assertThat(API.operations()).allSatisfy(o -> {
            assertThat(groups).contains(o.tag());
            assertThat(o.node().path("summary").asText()).isNotBlank();
        });
    }

    @Test
    void parameters_of_a_path_are_all_declared() {
        assertThat(API.operations()).allSatisfy(o -> {
            List<String> inPath = new ArrayList<>();
            for (Matcher m = IN_BRACES.matcher(o.path()); m.find();) {
                inPath.add(m.group(1));
            }
            assertThat(o.parameters().stream().filter(p -> p.path("in").asText().equals("path")))
                    .as(o.path()).allMatch(p -> p.path("required").asBoolean())
                    .extracting(p -> p.path("name").asText())
                    .containsExactlyInAnyOrderElementsOf(inPath);
        });
    }

    @Test
    void operations_say_who_may_call_them() {
        List<String> roles = Stream.concat(Stream.of("any", "anyone"),
                Arrays.stream(Role.values()).map(Role::text)).toList();
        assertThat(API.operations()).allSatisfy(o -> {
            assertThat(texts(o.node().path("x-roles"))).as(o.id()).isNotEmpty()
                    .isSubsetOf(roles).doesNotHaveDuplicates();
            assertThat(o.node().path("x-scope").asText()).as(o.id()).isIn("account", "any");
            boolean open = texts(o.node().path("x-roles")).contains("anyone");
            assertThat(o.node().has("security")).as(o.id()).isEqualTo(open);
        });
    }

    @Test
    void roles_of_one_account_reach_nothing_else() {
        assertThat(API.operations()).filteredOn(o -> texts(o.node().path("x-roles")).stream()
                .anyMatch(role -> Set.of("customer", "member").contains(role)))
                .filteredOn(o -> !o.id().equals("getCatalog"))
                .isNotEmpty().allSatisfy(o -> {
                    assertThat(o.path()).startsWith("/v1/accounts/{account_id}");
                    assertThat(o.node().path("x-scope").asText()).isEqualTo("account");
                });
    }

    @Test
    void problem_codes_are_those_of_the_program() {
        assertThat(enumOf("ProblemCode")).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
        for (JsonNode response : API.root().at("/components/responses")) {
            if (response.has("x-code")) {
                ProblemCode code = ProblemCode.valueOf(
                        response.get("x-code").asText().toUpperCase(Locale.ROOT));
                JsonNode example = response.at("/content/application~1problem+json/example");
                assertThat(example.path("type").asText()).isEqualTo("/problems/" + code.code());
                assertThat(example.path("title").asText()).isEqualTo(code.title());
                assertThat(example.path("status").asInt()).isEqualTo(code.status());
            }
        }
    }

    @Test
    void responses_are_problems_of_their_status() {
        assertThat(API.operations()).allSatisfy(o -> {
            for (Map.Entry<String, JsonNode> entry : o.node().path("responses").properties()) {
                int status = Integer.parseInt(entry.getKey());
                String code = API.resolve(entry.getValue()).path("x-code").asText();
                // A balancer reads the status of /readyz, and a person its text.
                boolean isProblem = status >= 400 && !(o.path().equals("/readyz") && status == 503);
                assertThat(statusOf(code)).as(o.id() + " " + status)
                        .isEqualTo(isProblem ? status : 0);
            }
        });
    }

    private static int statusOf(String code) {
        return code.isEmpty() ? 0 : ProblemCode.valueOf(code.toUpperCase(Locale.ROOT)).status();
    }

    @Test
    void words_of_the_ledger_are_those_of_the_core() {
        assertThat(enumOf("Outcome")).isEqualTo(names(Outcome.values()));
        assertThat(enumOf("Pool")).isEqualTo(names(Pool.values()));
        List<String> reasons = new ArrayList<>(names(Reason.values()));
        reasons.add("null");
        assertThat(enumOf("Reason")).isEqualTo(reasons);
        assertThat(enumOf("NoticeKind")).isEqualTo(
                names(NoticeKind.values()).stream().filter(n -> !n.equals("TOP_UP_DUE")).toList());
        assertThat(enumOf("Role")).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Role.values()).map(Role::text).toList());
    }

    @Test
    void bodies_refuse_what_is_not_described() {
        assertThat(API.operations()).flatExtracting(o -> everywhere(
                        o.node().path("requestBody"), "schema"))
                .isNotEmpty().allSatisfy(schema -> assertThat(isClosed(schema)).as("" + schema)
                        .isTrue());
    }

    private static boolean isClosed(JsonNode schema) {
        JsonNode whole = API.resolve(schema);
        if (whole.has("anyOf")) {
            return StreamSupport.stream(whole.get("anyOf").spliterator(), false)
                    .allMatch(OpenApiTest::isClosed);
        }
        JsonNode own = whole.path("type").asText().equals("array")
                ? API.resolve(whole.get("items")) : whole;
        // Whoever sends CloudEvents may add attributes (CloudEvents 1.0); their data is closed.
        return own.has("additionalProperties") && (!own.get("additionalProperties").asBoolean()
                || isClosed(own.at("/properties/data")));
    }

    @Test
    void examples_are_as_their_schemas_say() {
        SchemaJudge judge = new SchemaJudge(API);
        int[] seen = {0};
        for (Operation o : API.operations()) {
            for (JsonNode p : o.parameters()) {
                held(judge, o.id() + " " + p.path("name").asText(), p, true, seen);
            }
            o.node().path("requestBody").path("content").forEach(
                    media -> held(judge, o.id() + " request", media, true, seen));
            o.node().path("responses").forEach(response -> API.resolve(response).path("content")
                    .forEach(media -> held(judge, o.id() + " response", media, false, seen)));
        }
        assertThat(seen[0]).isGreaterThan(500);
    }

    private static void held(
            SchemaJudge judge, String where, JsonNode media, boolean sent, int[] seen) {
        List<JsonNode> examples = new ArrayList<>(everywhere(media.path("examples"), "value"));
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        for (JsonNode example : examples) {
            seen[0]++;
            String json = example.toString();
            assertThat(sent ? judge.ofSent(media.get("schema"), json)
                    : judge.ofAnswered(media.get("schema"), json)).as(where).isEmpty();
        }
    }

    @Test
    void writes_that_make_an_input_need_a_key() {
        assertThat(API.operations()).filteredOn(o -> o.node().has("x-change"))
                .hasSizeGreaterThan(10).allSatisfy(o -> assertThat(o.parameters().stream()
                        .filter(p -> p.path("name").asText().equals("Idempotency-Key")))
                        .as(o.id()).singleElement()
                        .matches(p -> p.path("required").asBoolean()));
    }

    @Test
    void keys_that_stand_twice_are_refused() {
        assertThatThrownBy(() -> OpenApi.parse("a: 1\na: 2".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("duplicate key");
    }

    @Test
    void references_to_nowhere_are_refused() {
        OpenApi broken = OpenApi.parse("a: {$ref: '#/b'}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> broken.resolve(broken.root().get("a")))
                .hasMessage("openapi.yaml has no #/b");
    }
}
