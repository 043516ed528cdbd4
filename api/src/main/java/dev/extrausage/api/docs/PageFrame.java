package dev.extrausage.api.docs;

import java.util.function.Consumer;

/** The frame around what every page of the documents says: its head, and its ways to the others. */
final class PageFrame {
    private PageFrame() {}

    /**
     * A whole page.
     *
     * @param title what it is about
     * @param kind the class of its body, for the style
     * @param content writes what stands inside
     */
    static String of(String title, String kind, Consumer<Html> content) {
        Html html = new Html();
        html.empty("!DOCTYPE html").line().begin("html", "lang", "en").begin("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title);
        html.empty("link", "rel", "stylesheet", "href", "/docs/style.css").end().line();
        html.begin("body", "class", kind);
        html.element("a", "To the content", "class", "skip", "href", "#content").line();
        content.accept(html);
        return html.end().end().line().toString();
    }
}
