package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class HarmlessWarningsTest {
    private static final String CONTROLLER = "org.apache.kafka.controller.QuorumController";

    private final HarmlessWarnings filter = new HarmlessWarnings();
    private final LoggerContext context = new LoggerContext();

    @Test
    void a_controllers_first_activation_is_dropped() {
        assertThat(decision(CONTROLLER, "[QuorumController id=1] Performing controller activation."
                + " The metadata log appears to be empty. Appending 5 bootstrap record(s)"))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void a_registration_before_the_controller_is_active_is_dropped() {
        String apis = "kafka.server.ControllerApis";
        String words = "[ControllerApis nodeId=1] Unexpected error handling request"
                + " RequestHeader(apiKey=%s, apiVersion=0, clientId=1)";

        assertThat(decision(apis, words.formatted("CONTROLLER_REGISTRATION")))
                .isEqualTo(FilterReply.DENY);
        assertThat(decision(apis, words.formatted("CREATE_TOPICS"))).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void a_long_record_that_waits_for_the_next_poll_is_dropped() {
        String fetch = "org.apache.kafka.clients.consumer.internals.CompletedFetch";
        String words = "[Consumer clientId=c] Value Deserializers with error:"
                + " Deserializers{keyDeserializer=%1$s, valueDeserializer=%1$s}";

        assertThat(decision(fetch, words.formatted("dev.extrausage.kafka.InputBytes@1d8ef05a")))
                .isEqualTo(FilterReply.DENY);
        assertThat(decision(fetch, words.formatted("StringDeserializer@1d8ef05a")))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void a_broker_that_stops_before_it_has_read_its_groups_is_dropped() {
        String groups = "org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime";
        String words = "[GroupCoordinator id=1] Failed to load metadata from __consumer_offsets-0"
                + " with epoch 10 due to ";

        assertThat(decision(groups, words + "Coordinator loader is closed..", Level.ERROR))
                .isEqualTo(FilterReply.DENY);
        assertThat(decision(groups, "[GroupCoordinator id=1] Execution of CompleteLoad(tp="
                + "__consumer_offsets-2, epoch=10) failed due to EventProcessor is closed..",
                Level.ERROR)).isEqualTo(FilterReply.DENY);
        assertThat(decision(groups, words + "a record that cannot be read", Level.ERROR))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void other_warnings_of_the_same_logger_are_kept() {
        assertThat(decision(CONTROLLER, "[QuorumController id=1] Renouncing the leadership"))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void the_same_words_from_another_logger_are_kept() {
        assertThat(decision("dev.extrausage.stack.Stack", "The metadata log appears to be empty"))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply decision(String logger, String message) {
        return decision(logger, message, Level.WARN);
    }

    private FilterReply decision(String logger, String message, Level level) {
        return filter.decide(new LoggingEvent(
                "", context.getLogger(logger), level, message, null, null));
    }
}
