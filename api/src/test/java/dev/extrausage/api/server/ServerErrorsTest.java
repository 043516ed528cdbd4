package dev.extrausage.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.browser.SecurityHeaders;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** What Jetty refuses by itself, as one of its handlers does while it stops. */
class ServerErrorsTest {
    @Test
    void a_server_that_stops_says_when_to_come_again() throws Exception {
        Server server = new Server();
        LocalConnector callers = new LocalConnector(server);
        server.addConnector(callers);
        server.setErrorHandler(new ServerErrors(new SecurityHeaders(List.of())));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Response.writeError(request, response, callback, 503);
                return true;
            }
        });
        server.start();
        try {
            assertThat(callers.getResponse(
                    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 503").contains("/problems/not_ready")
                    .containsOnlyOnce("Retry-After: 1\r\n");
        } finally {
            server.stop();
        }
    }
}
