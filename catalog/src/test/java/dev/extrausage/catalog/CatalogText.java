package dev.extrausage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The text of a catalog under test: the default one, with some of it written otherwise. */
public record CatalogText(String text) {

    public static CatalogText defaultText() {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            return new CatalogText(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The default catalog, and after it the same version again, a month later. */
    public static CatalogText twoVersions() {
        String first = defaultText().text();
        String second = first.substring(first.indexOf('\n') + 1)
                .replace("2026-01\n", "2026-02\n").replace("2026-01-01T", "2026-02-01T");
        return new CatalogText(first + second);
    }

    /** The default catalog without the keys that a catalog may leave out. */
    public static CatalogText withoutOptionalKeys() {
        String text = defaultText().text()
                .replaceAll(", long_context: \\{[^}]*}", "")
                .replaceAll("(?m)^    (model_aliases|service_tiers|unit_prices|mid_cycle_change"
                        + "|texts):.*\\n", "");
        return new CatalogText(text).with(", max_usd: 20000", "")
                .with(", max_balance_usd: 50000", "");
    }

    /** Replaces {@code from}, which must occur once, by {@code to}. */
    public CatalogText with(String from, String to) {
        assertThat(text.split(Pattern.quote(from), -1))
                .as("what is left and right of the one place that says %s", from).hasSize(2);
        return new CatalogText(text.replace(from, to));
    }

    /** Replaces the last {@code from} by {@code to}. */
    public CatalogText withLast(String from, String to) {
        int at = text.lastIndexOf(from);
        assertThat(at).as("the place that says %s", from).isNotNegative();
        return new CatalogText(text.substring(0, at) + to + text.substring(at + from.length()));
    }

    public Catalog read() {
        return CatalogFile.read("catalog.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    public CatalogVersion onlyVersion() {
        assertThat(read().versions()).hasSize(1);
        return read().versions().get(0);
    }

    /** Expects a refusal with exactly this message after {@code catalog.yaml:line: }. */
    void isRefused(int line, String reason) {
        CatalogError error = catchThrowableOfType(CatalogError.class, this::read);
        assertThat(error).as(text).isNotNull();
        assertThat(error).hasMessage("catalog.yaml:" + line + ": " + reason);
        assertThat(error.line()).isEqualTo(line);
    }
}
