package dev.extrausage.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of the containers, as deploy/logback.xml sets it up. */
class LogFormatTest {
    private static LoggerContext configured(String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        if (format != null) {
            context.putProperty("LEDGER_LOG_FORMAT", format);
        }
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("deploy/logback.xml"))) {
            root = root.getParent();
        }
        configurator.doConfigure(root.resolve("deploy/logback.xml").toFile());
        return context;
    }

    private static Object encoder(LoggerContext context) {
        List<Appender<ILoggingEvent>> all = new ArrayList<>();
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()
                .forEachRemaining(all::add);
        assertThat(all).hasSize(1);
        return ((ConsoleAppender<ILoggingEvent>) all.get(0)).getEncoder();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "TEXT", "xml"})
    @NullSource
    void lines_are_for_people_unless_json_is_asked_for(String format) throws Exception {
        assertThat(encoder(configured(format))).isInstanceOf(PatternLayoutEncoder.class);
        assertThat(encoder(configured("json"))).isInstanceOf(JsonEncoder.class);
    }

    /** With a warning among them, it would print all that it has to say of itself. */
    @ParameterizedTest
    @ValueSource(strings = "json")
    @NullSource
    void logback_has_nothing_to_warn_of(String format) throws Exception {
        assertThat(configured(format).getStatusManager().getCopyOfStatusList())
                .isNotEmpty()
                .allSatisfy(status -> assertThat(status.getEffectiveLevel())
                        .as("%s", status).isLessThan(Status.WARN));
    }

    @Test
    void a_line_of_json_has_message_account_and_cause() throws Exception {
        LoggerContext context = configured("json");
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> json = root.getAppender("console");
        root.detachAppender(json);
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        kept.setContext(context);
        kept.start();
        root.addAppender(kept);

        context.getLogger("dev.extrausage.Any").atWarn().addKeyValue("account_id", "acme")
                .setCause(new IllegalStateException("two\nlines")).log("{}: paid", "acme t-1");
        String line = new String(((ConsoleAppender<ILoggingEvent>) json).getEncoder()
                .encode(kept.list.get(0)), StandardCharsets.UTF_8);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        JsonNode read = new ObjectMapper().readTree(line);
        assertThat(read.path("formattedMessage").asText()).isEqualTo("acme t-1: paid");
        assertThat(read.path("level").asText()).isEqualTo("WARN");
        assertThat(read.path("timestamp").asLong()).isPositive();
        assertThat(read.path("kvpList").toString()).contains("\"account_id\":\"acme\"");
        assertThat(read.path("throwable").path("message").asText()).isEqualTo("two\nlines");
    }
}
