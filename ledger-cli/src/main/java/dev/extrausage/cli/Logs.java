package dev.extrausage.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.extrausage.process.Variables;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The places of the program's log, beyond the warnings that every command writes to standard error.
 */
final class Logs {
    private static final String OURS = "dev.extrausage";
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{20}: %message%n";

    private Logs() {}

    /** Everything of ours from INFO on, and warnings of Kafka, to standard error. */
    static void verbose() {
        logger(OURS).setLevel(Level.INFO);
        logger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        // Warns at every try to make an internal topic that another try has just made.
        logger("kafka.server.DefaultAutoTopicCreationManager").setLevel(Level.ERROR);
        // Warns of defaults that concern global stores, and of which there is none here.
        logger("org.apache.kafka.streams.StreamsConfig").setLevel(Level.ERROR);
    }

    /**
     * To {@code file} instead of standard error: ours from INFO on, Kafka's warnings. It is rolled
     * at 20 MiB, and three old ones are kept. With {@code LEDGER_LOG_FORMAT=json} a line is a JSON
     * object.
     */
    static void toFile(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Encoder<ILoggingEvent> encoder =
                "json".equals(System.getenv(Variables.LOG_FORMAT)) ? json() : lines();
        encoder.setContext(context);
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.addFilter(new HarmlessWarnings());
        roll(context, appender, file);
        appender.start();
        Logger root = logger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        verbose();
    }

    private static Encoder<ILoggingEvent> lines() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return encoder;
    }

    /** A JSON object a line, as deploy/logback.xml writes it in containers. */
    private static Encoder<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        return encoder;
    }

    private static void roll(
            LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path file) {
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(appender);
        names.setFileNamePattern(file + ".%i");
        names.setMinIndex(1);
        names.setMaxIndex(3);
        names.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("20MB"));
        size.start();
        appender.setRollingPolicy(names);
        appender.setTriggeringPolicy(size);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
