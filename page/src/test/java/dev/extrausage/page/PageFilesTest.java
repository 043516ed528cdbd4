package dev.extrausage.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
    private static final Pattern IMPORT =
            Pattern.compile("(?:(?<![\"'])\\bfrom|\\bimport)\\s*\\(?\\s*[\"']([^\"']+)[\"']");
    private static final int FIRST_VIEW_BYTES = 100 * 1024;

    private final PageFiles files = PageFiles.load();

    @Test
    void every_import_of_every_module_leads_to_a_file() {
        List<String> astray = new ArrayList<>();
        files.all().forEach((path, file) -> {
            if (path.endsWith(".js")) {
                imports(file).forEach(to -> {
                    if (files.file(target(path, to)).isEmpty()) {
                        astray.add(path + " imports " + to);
                    }
                });
            }
        });
        assertThat(astray).isEmpty();
    }

    @Test
    void only_one_module_of_ours_imports_the_library() {
        List<String> importing = files.all().values().stream()
                .filter(file -> file.path().endsWith(".js") && !file.path().startsWith("vendor/"))
                .filter(file -> imports(file).stream().anyMatch(to -> to.contains("vendor/")))
                .map(PageFile::path).toList();
        assertThat(importing).containsExactly("lit.js");
    }

    @Test
    void all_files_of_the_first_view_fit_its_bound_packed() {
        List<String> seen = new ArrayList<>(List.of("index.html", "icon.svg", "style/tokens.css",
                "style/page.css", "app/app.js", "texts/de.js")); // the longer of the two languages
        for (int i = 0; i < seen.size(); i++) {
            String path = seen.get(i);
            if (path.endsWith(".js")) {
                text(files.file(path).orElseThrow()).lines()
                        .filter(line -> !line.contains("import(")) // what is loaded when asked for
                        .forEach(line -> imports(line).map(to -> target(path, to))
                                .filter(to -> !seen.contains(to)).forEach(seen::add));
            }
        }
        assertThat(seen.stream().mapToInt(path -> files.file(path).orElseThrow().gzip().length)
                .sum()).as("bytes of %s", seen).isLessThan(FIRST_VIEW_BYTES);
    }

    @Test
    void a_version_names_its_files() {
        assertThat(files.version()).matches("[0-9a-f]{16}")
                .isEqualTo(PageFiles.load().version());
    }

    private static List<String> imports(PageFile file) {
        return imports(text(file)).toList();
    }

    private static Stream<String> imports(String text) {
        return IMPORT.matcher(text).results().map(found -> found.group(1));
    }

    private static String target(String from, String to) {
        return to.startsWith("/page/VERSION/") ? to.substring("/page/VERSION/".length())
                : Path.of(from).resolveSibling(to).normalize().toString().replace('\\', '/');
    }

    private static String text(PageFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
