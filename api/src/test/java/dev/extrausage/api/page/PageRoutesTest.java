package dev.extrausage.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Routes;
import dev.extrausage.page.PageFile;
import dev.extrausage.page.PageFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
    private final PageFiles files = PageFiles.load();
    private final Routes routes = new Routes(PageRoutes.of(files, "/auth/login"));

    @ParameterizedTest
    @ValueSource(strings = {"/", "/accounts", "/accounts/acme%2Feast", "/accounts/acme/entries/12",
        "/attention", "/keys"})
    void a_view_is_answered_by_the_shell_of_the_version(String path) {
        Reply reply = get(path, Map.of());

        assertThat(reply.headers()).containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-cache");
        assertThat(text(reply)).contains("/page/" + files.version() + "/app/app.js")
                .contains("sign-in=\"/auth/login\"").doesNotContain("VERSION");
    }

    @Test
    void files_are_served_below_the_version_and_kept_for_ever() {
        for (PageFile file : files.all().values()) {
            Reply reply = get("/page/" + files.version() + "/" + file.path(), Map.of());

            assertThat(reply.headers()).containsEntry("Content-Type", file.contentType())
                    .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
            assertThat(bytes(reply)).as(file.path()).isEqualTo(file.bytes());
        }
    }

    @Test
    void a_browser_that_unpacks_gets_packed_bytes() {
        Reply reply = get("/page/" + files.version() + "/app/app.js",
                Map.of("accept-encoding", List.of("gzip, deflate, br")));

        assertThat(reply.headers()).containsEntry("Content-Encoding", "gzip")
                .containsEntry("Vary", "Accept-Encoding");
        assertThat(bytes(reply)).isEqualTo(files.file("app/app.js").orElseThrow().gzip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page/0000000000000000/app/app.js", "/page/VERSION/app/none.js",
        "/page/VERSION/..%2F..%2Fsecret.js"})
    void another_version_or_file_is_not_found(String path) {
        CompletionException problem = catchThrowableOfType(CompletionException.class,
                () -> get(path.replace("VERSION", files.version()), Map.of()));

        assertThat(problem.getCause()).isInstanceOfSatisfying(Problem.class,
                p -> assertThat(p.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }

    @Test
    void host_products_may_load_their_script_from_any_origin() {
        Reply reply = get("/elements.js", Map.of());

        assertThat(reply.headers()).containsEntry("Access-Control-Allow-Origin", "*")
                .containsEntry("Cache-Control", "no-cache");
        assertThat(text(reply)).contains("/page/" + files.version() + "/");
    }

    private Reply get(String path, Map<String, List<String>> headers) {
        RequestHead head = new RequestHead("GET", RequestHead.segments(path),
                QueryFields.parse(null), headers, "127.0.0.1", false, "r");
        Routes.Match match = routes.find("GET", head.segments());
        return match.route().endpoint().answer(
                new Call(head, match.parameters(), null, new byte[0])).join();
    }

    private static byte[] bytes(Reply reply) {
        return ((Reply.Bytes) reply.body()).bytes();
    }

    private static String text(Reply reply) {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }
}
