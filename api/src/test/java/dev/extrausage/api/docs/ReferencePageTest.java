package dev.extrausage.api.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.docs.OpenApi.Operation;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)([^<>]*)>");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern TARGET = Pattern.compile(" href=\"([^\"]*)\"");
    private static final Set<String> EMPTY = Set.of("meta", "link");
    private static final OpenApi API = OpenApi.ours();
    private static final String PAGE = ReferencePage.of(API);

    private static List<String> all(Pattern pattern, String page) {
        List<String> found = new ArrayList<>();
        for (Matcher m = pattern.matcher(page); m.find();) {
            found.add(m.group(1));
        }
        return found;
    }

    /** Every element ends in its own order, and none is outside the pages' policy. */
    private static void assertWellFormed(String page) {
        Deque<String> open = new ArrayDeque<>();
        for (Matcher m = TAG.matcher(page); m.find();) {
            if (m.group(1).isEmpty() && !EMPTY.contains(m.group(2))) {
                open.push(m.group(2));
            } else if (!m.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(m.group(2));
            }
            assertThat(m.group(2)).isNotIn("script", "style", "iframe", "object", "img", "form");
            assertThat(m.group(3)).doesNotContainPattern("\\b(on[a-z]+|style|src)=");
        }
        assertThat(open).isEmpty();
    }

    @Test
    void pages_are_well_formed_and_load_nothing_but_their_style() {
        assertWellFormed(PAGE);
        for (ProblemCode code : ProblemCode.values()) {
            assertWellFormed(ProblemPage.of(code));
        }
    }

    @Test
    void the_contents_lead_to_every_operation_and_group() {
        List<String> ids = all(ID, PAGE);
        assertThat(ids).doesNotHaveDuplicates()
                .containsAll(API.operations().stream().map(Operation::id).toList());
        assertThat(all(TARGET, PAGE))
                .containsAll(API.operations().stream().map(o -> "#" + o.id()).toList());
    }

    @Test
    void links_lead_to_what_is_there() {
        List<String> ids = all(ID, PAGE);
        assertThat(all(TARGET, PAGE)).allSatisfy(target -> {
            if (target.startsWith("#")) {
                assertThat(ids).contains(target.substring(1));
            } else if (target.startsWith("/problems/")) {
                assertThat(ProblemPage.of(ProblemCode.valueOf(
                        target.substring(10).toUpperCase(java.util.Locale.ROOT)))).isNotEmpty();
            } else {
                assertThat(target).isIn("/openapi.yaml", "/docs/style.css",
                        "https://www.rfc-editor.org/rfc/rfc9457");
            }
        });
    }

    @Test
    void examples_are_commands_with_the_key_and_the_body() {
        CurlExample curl = new CurlExample(API);
        assertThat(command(curl, "setSpendLimit")).isEqualTo("""
                curl -X PUT "$LEDGER/v1/accounts/acct-7/settings/spend-limit" \\
                  -H "Authorization: Bearer $KEY" \\
                  -H 'Idempotency-Key: 019acf0e-6c31-7d14-8c8f-2b6f6a2d9a01' \\
                  -H 'Content-Type: application/json' \\
                  -d '{"monthly_limit_usd":"50"}'""");
        assertThat(command(curl, "exportMovements")).contains("/export?format=csv\"");
        assertThat(command(curl, "settleCase")).contains("/v1/attention/acct-7%2Fpayment-ch_19/");
        assertThat(command(curl, "getLiveness")).isEqualTo("curl \"$OPERATIONS/livez\"");
    }

    private static String command(CurlExample curl, String id) {
        return API.operations().stream().filter(o -> o.id().equals(id)).map(curl::of)
                .findFirst().orElseThrow();
    }

    @Test
    void texts_of_the_file_cannot_become_elements() {
        String page = ReferencePage.of(OpenApi.parse("""
                info: {title: '<script>alert(1)</script>', summary: 'a & "b"', description: '`<b>`'}
                tags: [{name: Group, description: '[x](javascript:alert(1)) <i>'}]
                paths:
                  /v1/x:
                    get:
                      operationId: "x\\" onclick=\\"y"
                      tags: [Group]
                      summary: "it's <u>"
                      x-roles: [any]
                      responses: {'200': {description: '**<s>**'}}
                """.getBytes(StandardCharsets.UTF_8)));
        assertWellFormed(page.replace("x&quot; onclick=&quot;y", "x"));
        assertThat(page).doesNotContain("<script>", "<b>", "<i>", "<u>", "<s>", "x\" onclick")
                .doesNotContain("href=\"javascript").contains("<code>&lt;b&gt;</code>");
    }

    @Test
    void elements_that_do_not_end_are_a_bug() {
        assertThatThrownBy(() -> new Html().begin("p").toString())
                .hasMessage("not ended: [p]");
    }

    @Test
    void refusals_are_explained_reason_by_reason() {
        String page = ProblemPage.of(ProblemCode.REFUSED);
        for (Reason reason : Reason.values()) {
            assertThat(page).contains("id=\"" + reason + "\"");
            assertThat(ReasonAdvice.of(reason)).endsWith(".");
        }
    }

    @Test
    void routes_are_those_of_the_description() {
        List<Operation> documents = API.operations().stream()
                .filter(o -> o.tag().equals("Documents")).toList();
        assertThat(DocsRoutes.of(API)).allMatch(route -> route.open())
                .extracting(route -> route.method() + " " + route.path())
                .containsExactlyInAnyOrderElementsOf(
                        documents.stream().map(Operation::toString).toList());
    }
}
