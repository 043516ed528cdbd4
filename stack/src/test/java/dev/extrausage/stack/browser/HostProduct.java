package dev.extrausage.stack.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Another product, at an origin of its own, with one page that embeds our elements. */
final class HostProduct implements AutoCloseable {
    private final HttpServer server;

    /** Serves a page that embeds the elements of that account, with a portal session's token. */
    HostProduct(ServedStack stack, Customer customer) {
        String attributes = " account=\"" + customer.id() + "\" server=\"" + stack.url()
                + "\" token=\"" + stack.portalToken(customer.id()) + "\"></";
        byte[] page = ("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host"
                + "</title><link rel=\"icon\" href=\"data:,\"><script type=\"module\" src=\""
                + stack.url() + "/elements.js\"></script></head><body><main><h1>My product</h1>"
                + "<extra-usage-balance" + attributes + "extra-usage-balance>"
                + "<extra-usage-top-up" + attributes + "extra-usage-top-up>"
                + "<extra-usage-history" + attributes + "extra-usage-history>"
                + "</main></body></html>").getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", stack.hostPort()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    /** The origin of its pages. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
